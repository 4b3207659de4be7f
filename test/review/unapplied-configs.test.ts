import { expect, test } from '@jest/globals';
import { deployment, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const config = (level: string, annotations = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop${annotations} }\ndata: { LEVEL: ${level} }\n`;
const LEFT_ALONE = ', annotations: { kustomize.toolkit.fluxcd.io/reconcile: disabled }';

/** A workload that reads a ConfigMap of another root. */
const fleet = (settings: string, ...spec: readonly string[]): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'clusters/prod/settings.yaml': flux('settings', 'settings', ['prune: true', ...spec]),
  'apps/web.yaml': deployment('web', ', envFrom: [{ configMapRef: { name: settings } }]'),
  'settings/settings.yaml': settings,
});
const affected = (before: SmallFiles, after: SmallFiles) =>
  reviewProd(before, after).affected.map(({ kind, name }) => `${kind}/${name}`);

test('what reads a ConfigMap that changes under the same name is affected', () => {
  expect(affected(fleet(config('info')), fleet(config('debug')))).toEqual(['Deployment/web']);
});

test.each<[string, SmallFiles, SmallFiles]>([
  ['Flux leaves alone from now on', fleet(config('info')), fleet(config('debug', LEFT_ALONE))],
  ['is suspended', fleet(config('info'), 'suspend: true'), fleet(config('debug'), 'suspend: true')],
  [
    'waits for what does not exist',
    fleet(config('info'), 'dependsOn: [{ name: nowhere }]'),
    fleet(config('debug'), 'dependsOn: [{ name: nowhere }]'),
  ],
])('what reads one that %s is not', (_, before, after) => {
  expect(affected(before, after)).toEqual([]);
});
