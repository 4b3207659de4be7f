import { expect, test } from '@jest/globals';
import { deployment, flux, type SmallFiles } from '../small-fleet.ts';
import { said } from './said.ts';

const spoke = 'kubeConfig: { secretRef: { name: spoke1 } }';
const after = (name: string) => `dependsOn: [{ name: ${name} }]`;
const root = (name: string, folder: string, ...spec: string[]): string => flux(name, folder, ['prune: true', ...spec]);
const config = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { LEVEL: ${value} }\n`;
/** Changed, it is rejected: its selector cannot be. */
const web = deployment('web');
const rejected = web
  .replace('matchLabels: { app: web }', 'matchLabels: { app: web, tier: front }')
  .replace('labels: { app: web }', 'labels: { app: web, tier: front }');
const hub: SmallFiles = { 'clusters/prod/p.yaml': root('p', 'p'), 'p/web.yaml': web };

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'what a root of the hub brings for a spoke does not come where the hub rejects something in that root',
    hub,
    { ...hub, 'p/web.yaml': rejected, 'p/c.yaml': root('c', 'c', spoke), 'c/c.yaml': config('c', 'a') },
    [
      '+ Kustomization/c: created, not yet: `flux-system/p` stops: Deployment `shop/web` is rejected',
      'prod->flux-system/spoke1 + ConfigMap/c: created, not yet: `flux-system/c` comes only with `flux-system/p`, which stops',
    ],
  ],
  [
    'nor what it brings over another root',
    hub,
    {
      ...{ ...hub, 'p/web.yaml': rejected, 'p/m.yaml': root('m', 'm'), 'm/c.yaml': root('c', 'c', spoke) },
      'c/c.yaml': config('c', 'a'),
    },
    [
      '+ Kustomization/c: created, not yet: `flux-system/m` comes only with `flux-system/p`, which stops',
      '+ Kustomization/m: created, not yet: `flux-system/p` stops: Deployment `shop/web` is rejected',
      'prod->flux-system/spoke1 + ConfigMap/c: created, not yet: `flux-system/c` comes only with `flux-system/m`, which is waiting too',
    ],
  ],
  [
    'what waits for a root of the hub waits where the hub rejects something in it',
    { ...hub, 'clusters/prod/c.yaml': root('c', 'c', spoke, after('p')), 'c/c.yaml': config('c', 'a') },
    {
      ...{ ...hub, 'p/web.yaml': rejected },
      'clusters/prod/c.yaml': root('c', 'c', spoke, after('p')),
      'c/c.yaml': config('c', 'b'),
    },
    [
      'prod->flux-system/spoke1 ~ ConfigMap/c: updated, not yet: `flux-system/c` waits for `flux-system/p`, which stops (data.LEVEL: a → b)',
    ],
  ],
  [
    'what waits in the hub for a root whose spoke rejects something in it waits too',
    {
      'clusters/prod/p.yaml': root('p', 'p', spoke),
      'p/web.yaml': web,
      ...{ 'clusters/prod/c.yaml': root('c', 'c', after('p')), 'c/c.yaml': config('c', 'a') },
    },
    {
      'clusters/prod/p.yaml': root('p', 'p', spoke),
      'p/web.yaml': rejected,
      ...{ 'clusters/prod/c.yaml': root('c', 'c', after('p')), 'c/c.yaml': config('c', 'b') },
    },
    ['~ ConfigMap/c: updated, not yet: `flux-system/c` waits for `flux-system/p`, which stops (data.LEVEL: a → b)'],
  ],
  [
    'and so does what waits for it in another spoke',
    {
      'clusters/prod/p.yaml': root('p', 'p', spoke),
      'p/web.yaml': web,
      ...{ 'clusters/prod/c.yaml': root('c', 'c', spoke.replace('1', '2'), after('p')), 'c/c.yaml': config('c', 'a') },
    },
    {
      'clusters/prod/p.yaml': root('p', 'p', spoke),
      'p/web.yaml': rejected,
      ...{ 'clusters/prod/c.yaml': root('c', 'c', spoke.replace('1', '2'), after('p')), 'c/c.yaml': config('c', 'b') },
    },
    [
      'prod->flux-system/spoke2 ~ ConfigMap/c: updated, not yet: `flux-system/c` waits for `flux-system/p`, which stops (data.LEVEL: a → b)',
    ],
  ],
  [
    'a root that one spoke rejects leaves its neighbors there alone',
    {
      'clusters/prod/p.yaml': root('p', 'p', spoke),
      'p/web.yaml': web,
      ...{ 'clusters/prod/c.yaml': root('c', 'c', spoke) },
      'c/c.yaml': config('c', 'a'),
    },
    {
      'clusters/prod/p.yaml': root('p', 'p', spoke),
      'p/web.yaml': rejected,
      ...{ 'clusters/prod/c.yaml': root('c', 'c', spoke) },
      'c/c.yaml': config('c', 'b'),
    },
    ['prod->flux-system/spoke1 ~ ConfigMap/c: updated (data.LEVEL: a → b)'],
  ],
])('%s', (_, before, changed, expected) => {
  const lines = said(before, changed).filter((line) => !line.includes('! Kustomization'));
  expect(lines.filter((line) => !line.includes('Deployment/web: rejected'))).toEqual(expected);
  expect(lines).toHaveLength(expected.length + 1);
});

test('what stood in the hub already is not told anew of what waits for it in a spoke', () => {
  const standing = web.replace('labels: { app: web } }\n    spec', 'labels: { app: other } }\n    spec');
  const files = (value: string): SmallFiles => ({
    ...{ ...hub, 'p/web.yaml': standing, 'clusters/prod/c.yaml': root('c', 'c', spoke, after('p')) },
    'c/c.yaml': config('c', value),
  });
  expect(said(files('a'), files('b'))).toEqual([
    'prod->flux-system/spoke1 ~ ConfigMap/c: updated, not yet: `flux-system/c` waits for `flux-system/p`, which stops (data.LEVEL: a → b)',
  ]);
});
