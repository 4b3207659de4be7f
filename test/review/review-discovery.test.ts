import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { configFor } from '../../src/config/write-config.ts';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { reviewOf } from './review-of.ts';
import { cluster, flux } from './small-fleet.ts';

const settings = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: default }\ndata: { a: "${value}" }\n`;
const path = '.github/blast-radius.yml';

test('a first review tells what was taken for clusters, from what, and the configuration that says the same', () => {
  const before = {
    ...cluster('dev'),
    ...cluster('lab'),
    'clusters/dev/apps.yaml': flux('apps', 'apps'),
    'apps/a.yaml': settings('1'),
  };
  const review = reviewOf(before, { ...before, 'apps/a.yaml': settings('2') });
  expect(review.discovery).toEqual({
    clusters: [
      {
        name: 'dev',
        path: 'clusters/dev',
        from: { kind: 'sync', path: 'clusters/dev/flux-system/gotk-sync.yaml', line: 6 },
      },
      {
        name: 'lab',
        path: 'clusters/lab',
        from: { kind: 'sync', path: 'clusters/lab/flux-system/gotk-sync.yaml', line: 6 },
      },
    ],
    config: 'clusters:\n  - { name: dev, path: clusters/dev }\n  - { name: lab, path: clusters/lab }\n',
    unsure: [],
  });
  expect(toMarkdown(review)).toMatch(/<details><summary>No configuration yet: dev and lab were found<\/summary>/);
  expect(toText(review)).toContain('No configuration yet: dev and lab were found; blast-radius init writes one\n');
  expect(toHtml(review)).toContain('<summary>No configuration yet: dev and lab were found</summary>');
});

test('what is a guess is said to be one', () => {
  const overlay = 'resources: [../../base]\n';
  const before = {
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': settings('1'),
    'overlays/blue/kustomization.yaml': overlay,
    'overlays/prod/kustomization.yaml': overlay,
  };
  const { discovery } = reviewOf(before, { ...before, 'base/a.yaml': settings('2') });
  expect(discovery?.clusters.map(({ name, from }) => [name, from.kind])).toEqual([
    ['blue', 'layout'],
    ['prod', 'layout'],
  ]);
  expect(discovery?.unsure).toEqual([
    'whether these are clusters at all: nothing here speaks of Flux, so their names decided',
    'where `blue` stands in the order of promotion',
  ]);
});

test('it is told as long as the base holds no configuration, whatever the change brings', () => {
  const plain = { ...cluster('dev'), 'clusters/dev/a.yaml': settings('1') };
  const configured = { ...plain, [path]: 'rules: {}\n' };
  const changed = { 'clusters/dev/a.yaml': settings('2') };
  expect(reviewOf(configured, { ...configured, ...changed }).discovery).toBeUndefined();
  expect(reviewOf(configured, { ...plain, ...changed }).discovery).toBeUndefined();
  expect(reviewOf(plain, { ...configured, ...changed }).discovery?.clusters.map(({ name }) => name)).toEqual(['dev']);
  const dev = { name: 'dev', paths: ['clusters/dev'], protected: false, kubernetes: undefined };
  const config = { ...defaultConfig, clusters: [{ ...dev, substitute: {}, sources: [] }] };
  expect(reviewOf(plain, { ...plain, ...changed }, { config }).discovery).toBeUndefined();
});

test('a comment on a fleet of any size fits, and ends with the command where there is no room for the rest', () => {
  const before = { ...cluster('dev'), 'clusters/dev/a.yaml': settings('1') };
  const review = reviewOf(before, { ...before, 'clusters/dev/a.yaml': settings('2') });
  const clusters = Array.from({ length: 900 }, (_, index) => {
    const name = `cluster-in-a-region-with-a-long-name-${index}`;
    return { name, path: `clusters/${name}`, from: { kind: 'flux' as const } };
  });
  const comment = toMarkdown({ ...review, discovery: { clusters, config: configFor(clusters), unsure: [] } });
  expect(Buffer.byteLength(comment)).toBeLessThan(65_536);
  expect(comment.trimEnd().split('\n').at(-1)).toMatch(
    /^<sub>No configuration yet: .* and 897 more were found: `blast-radius init` writes one\.<\/sub>$/,
  );
});

test.each(['clusters/dev/flux-system/gotk-sync.yaml', 'clusters/dev/flux.yaml'])(
  'a cluster whose sync comes into the repository, in %s, runs what it ran, and nothing moves',
  (file) => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';
    const [sync = ''] = Object.values(cluster('dev'));
    const [source = ''] = sync.split('---');
    const before = {
      ...cluster('lab'),
      'clusters/dev/apps.yaml': flux('apps', 'apps'),
      'clusters/dev/shop.yaml': namespace,
      'clusters/dev/source.yaml': source.replace('name: flux-system', 'name: fleet'),
      'clusters/dev/more.yaml': flux('more', 'more').replace('name: flux-system }\n', 'name: fleet }\n'),
      'apps/shop.yaml': namespace,
      'more/a.yaml': settings('1'),
    };
    const { clusters, findings } = reviewOf(before, { ...before, [file]: sync });
    expect(clusters.dev?.gained.map(({ kind, name }) => `${kind}/${name}`)).toEqual([
      'GitRepository/flux-system',
      'Kustomization/flux-system',
    ]);
    expect([clusters.dev?.moved, findings]).toEqual([[], []]);
  },
);
