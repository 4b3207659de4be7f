import { expect, test } from '@jest/globals';
import { saidOf } from '../charts/chart-fleet.ts';
import { deployment, flux, reviewProd, type SmallFiles } from '../small-fleet.ts';

const config = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: z, namespace: shop }\ndata: { LEVEL: ${value} }\n`;
const check = (name: string) =>
  `healthChecks: [{ apiVersion: apps/v1, kind: Deployment, name: ${name}, namespace: shop }]`;

/** The root `apps` checks a Deployment, and `z` depends on it. */
const fleet = (value: string, spec: readonly string[], files: SmallFiles): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', spec),
  'clusters/prod/z.yaml': flux('z', 'z', ['prune: true', 'dependsOn: [{ name: apps }]']),
  'apps/other.yaml': deployment('other'),
  'z/c.yaml': config(value),
  ...files,
});
const web: SmallFiles = { 'apps/web.yaml': deployment('web') };
const changeOfZ = (before: SmallFiles, after: SmallFiles) =>
  saidOf(reviewProd(before, after)).filter((line) => /[/ ]z:/.test(line));

const updated = 'changed ConfigMap shop/z: updated, data.LEVEL "a" → "b"';
const checking = ['prune: true', check('web')];

test('a health check on what the merge deletes delays what depends on the root that checks', () => {
  expect(changeOfZ(fleet('a', checking, web), fleet('b', checking, {}))).toEqual([
    `${updated}, \`flux-system/z\` waits for \`flux-system/apps\`, which is not ready: \`Deployment/shop/web\` is deleted`,
    'affected z: stopped: waits for `flux-system/apps`, which is not ready: `Deployment/shop/web` is deleted',
  ]);
});

test.each<[string, SmallFiles, SmallFiles]>([
  ['goes with it', fleet('a', checking, web), fleet('b', ['prune: true', check('other')], {})],
  [
    'is of what its root does not prune',
    fleet('a', ['prune: false', check('web')], web),
    fleet('b', ['prune: false', check('web')], {}),
  ],
  [
    'is of what another root has from now on',
    fleet('a', checking, {
      ...web,
      'clusters/prod/more.yaml': flux('more', 'more'),
      'more/c.yaml': config('x').replace('z,', 'y,'),
    }),
    fleet('b', checking, {
      'clusters/prod/more.yaml': flux('more', 'more'),
      'more/c.yaml': config('x').replace('z,', 'y,'),
      'more/web.yaml': deployment('web'),
    }),
  ],
  ['is of what the repository never held', fleet('a', checking, {}), fleet('b', checking, {})],
  [
    'gives way to `wait`',
    fleet('a', ['prune: true', 'wait: true', check('web')], web),
    fleet('b', ['prune: true', 'wait: true', check('web')], {}),
  ],
])('one that %s delays nothing', (_, before, after) => {
  expect(changeOfZ(before, after)).toEqual([updated]);
});
