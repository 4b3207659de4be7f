import { expect, test } from '@jest/globals';
import { chartFleet, chartYaml, said } from '../charts/chart-fleet.ts';
import { flux } from '../small-fleet.ts';

const config = (value: string, name = 'z') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { LEVEL: ${value} }\n`;

const INSTALLED = config('a', 'shop');

/** The root `apps` checks a HelmRelease, and `z` depends on it. */
const fleet = (template: string, value: string, checked: string) =>
  chartFleet(
    { 'Chart.yaml': chartYaml(template === INSTALLED ? '1.0.0' : '1.1.0'), 'templates/c.yaml': template },
    [],
    {
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'prune: true',
        `healthChecks: [{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: ${checked}, namespace: shop }]`,
      ]),
      'clusters/prod/z.yaml': flux('z', 'z', ['prune: true', 'dependsOn: [{ name: apps }]']),
      'z/c.yaml': config(value),
    },
  );
const changeOfZ = (checked: string, template: string) =>
  said(fleet(INSTALLED, 'a', checked), fleet(template, 'b', checked)).filter((line) => /ConfigMap/.test(line));

test('a health check on a HelmRelease that fails delays what depends on the one that checks', () => {
  expect(changeOfZ('shop', '{{ fail "boom" }}')).toEqual([
    'changed ConfigMap shop/z: updated, data.LEVEL "a" → "b", `flux-system/z` waits for `flux-system/apps`, which is not ready: `HelmRelease/shop/shop` cannot be built',
  ]);
});

test('a health check on one that the repository does not show tells nothing, nor does one on another', () => {
  const updated = ['changed ConfigMap shop/z: updated, data.LEVEL "a" → "b"'];
  expect(changeOfZ('elsewhere', INSTALLED)).toEqual(updated);
  expect(changeOfZ('elsewhere', '{{ fail "boom" }}')).toEqual(updated);
});
