import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { soundness } from '../../src/report/model/soundness.ts';
import { toText } from '../../src/report/text/to-text.ts';
import type { Changed, Lost } from '../../src/review/contract/object-change.ts';
import { clusterOf, reviewOf } from './review-builder.ts';

const config = (name: string, more: Partial<Changed> = {}): Changed => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'web', name, unit: 'web', root: 'apps', effect: 'updated' },
  chain: [{ path: `apps/${name}.yaml`, line: 4 }],
  fields: [{ path: 'data.size', segments: ['data', 'size'], before: name, after: `${name}-2` }],
  ...more,
});
const configs = (count: number) => Array.from({ length: count }, (_, at) => config(`c${at}`));

test('counts of zero leave the soundness line', () => {
  const clusters = { dev: clusterOf('dev'), prod: clusterOf('prod', { opaque: 1_204, external: [] }) };
  expect(soundness(reviewOf({ clusters }), 0)).toBe('6 roots rendered in 2 clusters · 1,204 opaque');
  expect(soundness(reviewOf({ clusters: { dev: clusterOf('dev') } }), 3)).toBe(
    '3 roots rendered in 1 cluster · 3 folded',
  );
});

test('a cluster in which nothing happens is a sentence below the matrix, and no column', () => {
  const clusters = { dev: clusterOf('dev'), test: clusterOf('test'), prod: clusterOf('prod', { changed: configs(1) }) };
  const review = reviewOf({ clusters });
  expect(toMarkdown(review)).toContain('|  | prod |\n| :-- | :-: |\n| `web` | ~1 |\n');
  expect(toMarkdown(review)).toContain('<br>nothing in dev and test</sub>');
  expect(toText(review)).toContain('       prod\n  web   ~1\n  nothing in dev and test\n');
});

test('three objects or fewer stand open, more of them are folded, and so is much text', () => {
  const of = (changed: Changed[]) => toMarkdown(reviewOf({ clusters: { prod: clusterOf('prod', { changed }) } }));
  expect(of(configs(3))).toContain('<details open><summary><b>prod</b> changes 3 objects</summary>');
  expect(of(configs(4))).toContain('<details><summary><b>prod</b> changes 4 objects</summary>');
  const text = (line: string) => Array.from({ length: 80 }, (_, at) => `${line} ${at}`).join('\n');
  const long = { path: 'data.text', segments: ['data', 'text'], before: text('was'), after: text('is') };
  expect(of([config('c', { fields: [long] })])).toContain('<details><summary><b>prod</b> changes 1 object</summary>');
});

const versions = (name: string, before: string, after: string, step: 'patch' | 'major' = 'patch'): Changed => {
  const path = 'spec.values.image.tag';
  const field = { path, segments: path.split('.'), before, after };
  const version = { of: `image of ${name}`, before, after, step };
  return config(name, { kind: 'HelmRelease', fields: [{ ...field, version }] });
};

test('more than three objects of which a patch or minor version says all are a line each, behind what is more', () => {
  const bumps = ['a', 'b', 'c', 'd'].map((name) => versions(name, '1.0.0', '1.0.1'));
  const changed = [...bumps, versions('e', '1.0.0', '2.0.0', 'major')];
  const comment = toMarkdown(reviewOf({ clusters: { prod: clusterOf('prod', { changed }) } }));
  const lines = comment.split('\n').filter((line) => /^ *- /.test(line));
  expect(lines).toEqual([
    '- **\\~** HelmRelease `web/e` · `image of e 1.0.0 → 2.0.0` **major** · <sub>`apps/e.yaml:4`</sub>',
    '- 1.0.0',
    '- **\\~** 4 objects change only to a patch or minor version',
    '  - HelmRelease `web/a` · `image of a 1.0.0 → 1.0.1` patch · <sub>`apps/a.yaml:4`</sub>',
    '  - HelmRelease `web/b` · `image of b 1.0.0 → 1.0.1` patch · <sub>`apps/b.yaml:4`</sub>',
    '  - HelmRelease `web/c` · `image of c 1.0.0 → 1.0.1` patch · <sub>`apps/c.yaml:4`</sub>',
    '  - HelmRelease `web/d` · `image of d 1.0.0 → 1.0.1` patch · <sub>`apps/d.yaml:4`</sub>',
  ]);
  expect(toMarkdown(reviewOf({ clusters: { prod: clusterOf('prod', { changed: bumps.slice(1) }) } }))).toContain(
    '+ 1.0.1',
  );
});

test('what says nothing but that it goes is one line with the names of all, and what takes data with it stands alone', () => {
  const lost = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name): Lost => {
    const { fields: _, ...rest } = config(name, { effect: 'pruned' });
    return name === 'g' ? { ...rest, dataAtRisk: 'everything in it' } : rest;
  });
  const told = (count: number) => {
    const comment = toMarkdown(reviewOf({ clusters: { prod: clusterOf('prod', { lost: lost.slice(7 - count) }) } }));
    return comment.split('\n').filter((line) => /^- /.test(line));
  };
  expect(told(7)).toEqual([
    '- **−** ConfigMap `web/a` is deleted · <sub>`apps/a.yaml:4`</sub> · the same in 5 others: ConfigMap `web/b`, `web/c`, `web/d`, `web/e`, `web/f`',
    '- **−** ConfigMap `web/g` is deleted · and with it everything in it · <sub>`apps/g.yaml:4`</sub>',
  ]);
  expect(told(6)).toHaveLength(6);
});

/** The lines of the objects, without where they stand. */
function listed(part: Parameters<typeof clusterOf>[1]): readonly string[] {
  const comment = toMarkdown(reviewOf({ clusters: { prod: clusterOf('prod', part) } }));
  return comment
    .split('\n')
    .filter((line) => line.startsWith('- **'))
    .map((line) => line.replace(/ · <sub>.*/, ''));
}

test('objects of one kind and name show what tells them apart, and no others do', () => {
  const cluster = (apiVersion: string, name: string) => config(name, { apiVersion, kind: 'Cluster' });
  const changed = [
    cluster('postgresql.cnpg.io/v1', 'db'),
    cluster('cluster.x-k8s.io/v1beta1', 'db'),
    cluster('cluster.x-k8s.io/v1beta1', 'other'),
  ];
  expect(listed({ changed })).toEqual([
    '- **\\~** Cluster `web/db` (`postgresql.cnpg.io`)',
    '- **\\~** Cluster `web/db` (`cluster.x-k8s.io`)',
    '- **\\~** Cluster `web/other`',
  ]);
});

test('a release that goes tells what goes with it', () => {
  const { fields: _, ...object } = config('app', { effect: 'pruned' });
  const made = (kind: string, name: string): Lost => ({ ...object, kind, name, release: 'web/app' });
  const lost: Lost[] = [
    {
      ...object,
      kind: 'HelmRelease',
      consequences: ['Helm uninstalls its release: what its chart installed is deleted'],
    },
    { ...made('CustomResourceDefinition', 'carts.acme.example'), dataAtRisk: 'every object of its kind' },
    { ...made('PersistentVolumeClaim', 'data'), dataAtRisk: 'the data on it' },
    made('Service', 'app'),
    { ...made('ConfigMap', 'kept'), effect: 'exempt' },
  ];
  expect(listed({ lost })[0]).toBe(
    '- **−** HelmRelease `web/app` is deleted · Helm uninstalls its release: what its chart installed is deleted · with it go 3 objects, 1 CRD and 1 object with data among them',
  );
});
