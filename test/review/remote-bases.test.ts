import { expect, test } from '@jest/globals';
import { toText } from '../../src/report/text/to-text.ts';
import { review } from '../../src/review.ts';
import { emptyWorkspace } from '../../src/tree/files/workspace.ts';
import { sourceKey } from '../../src/tree/sources/source-ref.ts';
import { type Elsewhere, treeWithSources } from '../tree/tree-with-sources.ts';
import { AS_GIVEN, type Layout } from './review-of.ts';
import { cluster, flux } from './small-fleet.ts';

const deployment = (image: string) =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "${image}" }] }
`;
const app = (ref: string) =>
  `namespace: web\nresources:\n- namespace.yaml\n- https://github.com/acme/web//deploy?ref=${ref}\n`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n';
const fleet = (dev: string, prod: string): Layout => ({
  ...cluster('dev'),
  ...cluster('prod'),
  'clusters/dev/web.yaml': flux('web', 'apps/web/dev'),
  'clusters/prod/web.yaml': flux('web', 'apps/web/prod'),
  'apps/web/dev/kustomization.yaml': app(dev),
  'apps/web/dev/namespace.yaml': namespace,
  'apps/web/prod/kustomization.yaml': app(prod),
  'apps/web/prod/namespace.yaml': namespace,
});
const released = (image: string): Elsewhere => ({
  'deploy/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'deploy/deployment.yaml': deployment(image),
});
const image = (reference: string) => sourceKey({ kind: 'image', url: 'oci://docker.io/library/web', reference });
const NOT_TOLD = { reason: 'the registry does not say', remedy: 'Ask it.' };
const sources = {
  [image('2')]: NOT_TOLD,
  [image('1.1')]: NOT_TOLD,
  'clone https://github.com/acme/web?ref=v1': released('web:1'),
  'clone https://github.com/acme/web?ref=v2': released('web:2'),
};

function reviewed(before: Layout, after: Layout, elsewhere: Readonly<Record<string, Elsewhere>> = sources) {
  return review({
    ...AS_GIVEN,
    before: treeWithSources(before, elsewhere),
    after: treeWithSources(after, elsewhere),
  });
}

test('a change of a ref shows what changes there, object by object, with the way across the border', () => {
  const result = reviewed(fleet('v1', 'v1'), fleet('v2', 'v1'));
  expect(result.clusters.prod).toMatchObject({ status: 'rendered', changed: [], unresolved: [] });
  expect(result.clusters.dev).toMatchObject({
    status: 'rendered',
    unresolved: [],
    changed: [
      {
        kind: 'Deployment',
        namespace: 'web',
        name: 'web',
        unit: 'web',
        chain: [
          { path: 'clusters/dev/web.yaml', line: 5 },
          { path: 'apps/web/dev/kustomization.yaml', line: 4, changed: true },
          {
            path: 'https://github.com/acme/web//deploy/deployment.yaml?ref=v2',
            line: 8,
            source: { url: 'https://github.com/acme/web?ref=v2' },
          },
        ],
      },
    ],
  });
  expect(result.elsewhere).toMatchObject([
    { reference: 'https://github.com/acme/web?ref=v1', clusters: ['dev', 'prod'] },
    { reference: 'https://github.com/acme/web?ref=v2', clusters: ['dev'] },
  ]);
  expect(JSON.stringify(result)).not.toContain('\\u0000');
});

test('it is told as people read it', () => {
  expect(toText(reviewed(fleet('v1', 'v1'), fleet('v2', 'v1'))).split('\n')).toEqual([
    'web 1 → 2 (major): dev changes 1 object · prod unchanged',
    '',
    '· dev: Deployment web/web goes to a major version: web 1 → 2',
    '  fix: Read the upgrade notes, and try it in an earlier stage before production.',
    '  https://github.com/acme/web//deploy/deployment.yaml?ref=v2:8  (major-version)',
    '',
    '       dev',
    '  web  ~1',
    '  nothing in prod',
    '',
    'dev changes 1 object',
    '  web',
    '    clusters/dev/web.yaml:5 → apps/web/dev/kustomization.yaml:4 ✎',
    '    ~ Deployment web/web rolls: its pods are replaced · web 1 → 2 (major)  https://github.com/acme/web//deploy/deployment.yaml?ref=v2:8',
    '        spec.template.spec.containers[name=web].image',
    '          - web:1',
    '          + web:2',
    '',
    '4 roots rendered in 2 clusters · 1 validated',
    expect.stringMatching(
      /^fetched: https:\/\/github\.com\/acme\/web\?ref=v1 at sha1:[0-9a-f]{12}, https:\/\/github\.com\/acme\/web\?ref=v2 at sha1:[0-9a-f]{12}$/,
    ),
    'No configuration yet: dev and prod were found; blast-radius init writes one',
    '',
  ]);
});

const GONE = { reason: 'github.com answers 404', remedy: 'Check the address.' };
const half = { ...sources, 'clone https://github.com/acme/web?ref=v2': GONE };

test('what cannot be had on one side alone is neither lost nor gained', () => {
  const result = reviewed(fleet('v1', 'v1'), fleet('v2', 'v1'), half);
  expect(result.clusters.dev).toMatchObject({
    gained: [],
    lost: [],
    changed: [],
    unresolved: [
      {
        code: 'remote-base',
        message: '"https://github.com/acme/web//deploy?ref=v2" is a remote URL; github.com answers 404',
        path: 'apps/web/dev/kustomization.yaml',
        line: 4,
        fix: 'Check the address.',
      },
    ],
  });
  expect(result.clusters.prod).toMatchObject({ status: 'rendered', changed: [] });
});

test('a repository that grows tells what each cluster gains, and what it loses on the way back', () => {
  const more = {
    ...sources,
    'clone https://github.com/acme/web?ref=v3': {
      'deploy/kustomization.yaml': 'resources: [deployment.yaml, config.yaml]\n',
      'deploy/deployment.yaml': deployment('web:1'),
      'deploy/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: more }\n',
    },
  };
  const there = reviewed(fleet('v1', 'v1'), fleet('v1', 'v3'), more).clusters.prod;
  expect(there).toMatchObject({ gained: [{ kind: 'ConfigMap', name: 'more' }], lost: [], changed: [], moved: [] });
  const back = reviewed(fleet('v1', 'v3'), fleet('v1', 'v1'), more).clusters.prod;
  expect(back).toMatchObject({ gained: [], lost: [{ kind: 'ConfigMap', name: 'more' }], changed: [], moved: [] });
});

test('a change of something else reads nothing of what is elsewhere, and computes nothing of it again', () => {
  const workspace = emptyWorkspace();
  const before = treeWithSources(fleet('v1', 'v1'), sources);
  review({ ...AS_GIVEN, before, after: before, workspace });
  const { computed } = workspace.memory;
  const after = treeWithSources({ ...fleet('v1', 'v1'), 'README.md': 'Words.\n' }, sources);
  const known = { memory: workspace.memory, known: [before] };
  expect(review({ ...AS_GIVEN, before, after, workspace: known }).clusters.dev).toMatchObject({ changed: [] });
  expect(workspace.memory.computed - computed).toBe(0);
});

test('what a reference stands for now decides, whatever was computed for what it stood for before', () => {
  const moved = { ...sources, 'clone https://github.com/acme/web?ref=v1': released('web:1.1') };
  const memory = emptyWorkspace().memory;
  const [old, now] = [sources, moved].map((elsewhere) => treeWithSources(fleet('v1', 'v1'), elsewhere));
  if (old === undefined || now === undefined) throw new Error('there are two');
  review({ ...AS_GIVEN, before: old, after: old, workspace: { memory, known: [] } });
  const { clusters } = review({ ...AS_GIVEN, before: old, after: now, workspace: { memory, known: [old] } });
  expect(clusters.prod?.changed).toMatchObject([{ name: 'web', fields: [{ before: 'web:1', after: 'web:1.1' }] }]);
});
