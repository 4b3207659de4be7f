import { expect, test } from '@jest/globals';
import { configMap, flux, type Layout, sync } from '../../fleet/find/flux-yaml.ts';
import { reviewOf } from '../review-of.ts';

const applicationSet = (path: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: { name: shops }\nspec:\n  generators: [{ git: { repoURL: "https://example.org/fleet", directories: [{ path: "${path}" }] } }]\n  template: { spec: { source: { path: "{{path}}" } } }\n`;

const layouts: readonly (readonly [string, Layout])[] = [
  ['alone', { 'argo/set.yaml': applicationSet('shops/*'), 'shops/eu/a.yaml': configMap }],
  [
    'of directories with kustomizations',
    {
      'argo/set.yaml': applicationSet('shops/*'),
      'shops/eu/kustomization.yaml': 'resources: [a.yaml]\n',
      'shops/eu/a.yaml': configMap,
    },
  ],
  [
    'beside a cluster of Flux',
    {
      'clusters/one/flux-system/gotk-sync.yaml': sync('./clusters/one'),
      'clusters/one/apps.yaml': flux('apps', './apps', 'flux-system'),
      'apps/b.yaml': configMap,
      'argo/set.yaml': applicationSet('shops/*'),
      'shops/eu/a.yaml': configMap,
    },
  ],
];

test.each(layouts)('what an ApplicationSet deploys is not judged, and never unchanged: %s', (_, layout) => {
  const after = { ...layout, 'shops/eu/a.yaml': `${configMap}data: { a: "1" }\n` };
  const { verdict, unjudged } = reviewOf(layout, after);
  expect(verdict).toBe('failure');
  expect(
    unjudged?.map(({ path, reason }) => [path, /ApplicationSet `shops` in `argo\/set.yaml`/.test(reason)]),
  ).toEqual([['shops/eu/a.yaml', true]]);
});
