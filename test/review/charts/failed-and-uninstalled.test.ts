import { expect, test } from '@jest/globals';
import { flux, type SmallFiles } from '../small-fleet.ts';
import { chartFleet, chartYaml, said } from './chart-fleet.ts';

const deployment = (app: string) =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  selector: { matchLabels: { app: ${app} } }
  template: { metadata: { labels: { app: ${app} } }, spec: { containers: [{ name: shop, image: acme/shop:1 }] } }
`;
const hook = (name: string, events: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, annotations: { helm.sh/hook: "${events}" } }\n`;
const chart: SmallFiles = { 'Chart.yaml': chartYaml(), 'templates/shop.yaml': deployment('shop') };
const renamed: SmallFiles = { 'Chart.yaml': chartYaml('2.0.0'), 'templates/shop.yaml': deployment('store') };

/** What is said of the release once its upgrade fails. */
const failing = (...spec: readonly string[]) =>
  said(chartFleet(chart, spec), chartFleet(renamed, spec)).filter((line) => line.includes('fails: '));

test.each<readonly [string, string, string]>([
  ['without a word', 'upgrade: {}', 'what Helm applied before that stays'],
  [
    'with a retry',
    'upgrade: { remediation: { retries: 2 } }',
    'Helm rolls it back after each attempt (`spec.upgrade.remediation`)',
  ],
  [
    'whose last failure stays',
    'upgrade: { remediation: { retries: 2, remediateLastFailure: false } }',
    'Helm rolls it back after each attempt but the last (`spec.upgrade.remediation`)',
  ],
  [
    'without a retry, but with its last failure undone',
    'upgrade: { remediation: { remediateLastFailure: true } }',
    'Helm rolls it back after each attempt (`spec.upgrade.remediation`)',
  ],
  [
    'that is uninstalled for it',
    'upgrade: { remediation: { retries: -1, strategy: uninstall } }',
    'Helm uninstalls it after each attempt, with what it stored in the cluster, and installs it again (`spec.upgrade.remediation.strategy`)',
  ],
  [
    'that cleans up',
    'upgrade: { cleanupOnFail: true }',
    'what Helm applied before that stays, but for what is new (`spec.upgrade.cleanupOnFail`)',
  ],
  [
    'that is retried and not remediated',
    'upgrade: { strategy: { name: RetryOnFailure }, remediation: { retries: 2 } }',
    'what Helm applied before that stays, and it tries again',
  ],
])('a release %s, and whose upgrade fails', (_, spec, end) => {
  expect(failing(spec)).toEqual([
    `affected shop: stopped: its upgrade fails: Deployment \`shop/shop\` is rejected; ${end}`,
  ]);
});

test('of a remediation that only the cluster knows nothing is said', () => {
  const substituted = {
    'clusters/prod/apps.yaml': flux('apps', 'apps', [
      'prune: true',
      'postBuild: { substituteFrom: [{ kind: Secret, name: vars }] }',
    ]),
  };
  const spec = [`upgrade: { remediation: { strategy: "\${HOW}" } }`];
  const lines = said(chartFleet(chart, spec, substituted), chartFleet(renamed, spec, substituted));
  expect(lines).toContain('affected shop: stopped: its upgrade fails: Deployment `shop/shop` is rejected');
});

test('a new release that fails has no upgrade', () => {
  const none = { ...chartFleet(chart), 'apps/shop.yaml': '' };
  const broken = {
    ...chart,
    'templates/shop.yaml': deployment('shop').replace('app: shop } }, spec', 'app: other } }, spec'),
  };
  const is = (...spec: readonly string[]) =>
    said(none, chartFleet(broken, spec)).filter((line) => line.includes('fails: '));
  expect([...is(), ...is('install: { remediation: { retries: 1 } }')]).toEqual([
    'affected shop: stopped: its install fails: Deployment `shop/shop` is rejected; what Helm applied before that stays',
    'affected shop: stopped: its install fails: Deployment `shop/shop` is rejected; Helm uninstalls it after each attempt but the last (`spec.install.remediation`)',
  ]);
});

test.each<readonly [string, readonly string[], readonly string[]]>([
  [
    'uninstalled with its hooks',
    [],
    [
      'lost HelmRelease shop/shop: pruned, Helm uninstalls its release: what its chart installed is deleted',
      'lost Deployment shop/shop of shop/shop: pruned',
      'lost ConfigMap shop/before of shop/shop: exempt, runs one last time as a hook: before it is uninstalled',
      'lost ConfigMap shop/each of shop/shop: exempt, no longer runs as a hook',
    ],
  ],
  [
    'uninstalled by its options',
    ['uninstall: { disableHooks: true, deletionPropagation: orphan, keepHistory: true }'],
    [
      'lost HelmRelease shop/shop: pruned, Helm uninstalls its release: what its chart installed is deleted, what its objects own, such as the pods of its Deployments, keeps running: `spec.uninstall.deletionPropagation` is `orphan`, the records of its revisions stay in the cluster: `spec.uninstall.keepHistory`',
      'lost Deployment shop/shop of shop/shop: pruned',
      'lost ConfigMap shop/before of shop/shop: exempt, does not run as a hook when its release is uninstalled: `spec.uninstall.disableHooks`',
      'lost ConfigMap shop/each of shop/shop: exempt, no longer runs as a hook',
    ],
  ],
  [
    'not uninstalled while it is suspended',
    ['suspend: true', 'uninstall: { keepHistory: true }'],
    [
      'lost HelmRelease shop/shop: pruned, its release stays in the cluster, and nothing manages it: it is suspended',
      'lost Deployment shop/shop of shop/shop: orphaned',
      'lost ConfigMap shop/before of shop/shop: exempt, no longer runs as a hook',
      'lost ConfigMap shop/each of shop/shop: exempt, no longer runs as a hook',
    ],
  ],
])('a release that goes is %s', (_, spec, expected) => {
  const hooks = {
    'templates/before.yaml': hook('before', 'pre-delete'),
    'templates/each.yaml': hook('each', 'pre-upgrade'),
  };
  const before = chartFleet({ ...chart, ...hooks }, spec);
  expect(said(before, { ...before, 'apps/shop.yaml': '' })).toEqual(expected);
});

test('drift that is corrected from now on, or no longer, is told, and what is ignored of it is not', () => {
  const drift = (mode: string) => `driftDetection: { mode: ${mode} }`;
  const ignoring = 'driftDetection: { mode: enabled, ignore: [{ paths: [/spec/replicas] }] }';
  const step = (was: string, is: string) => said(chartFleet(chart, [was]), chartFleet(chart, [is]));
  expect([
    ...step(drift('warn'), drift('enabled')),
    ...step(drift('enabled'), drift('disabled')),
    ...step(drift('enabled'), ignoring),
  ]).toEqual([
    'changed HelmRelease shop/shop: updated, spec.driftDetection.mode "warn" → "enabled", what differs from its release in the cluster is put back from now on: `spec.driftDetection.mode` is `enabled`',
    'changed HelmRelease shop/shop: updated, spec.driftDetection.mode "enabled" → "disabled", what is changed in the cluster is no longer put back: `spec.driftDetection.mode` is not `enabled`',
    'changed HelmRelease shop/shop: updated, spec.driftDetection.ignore nothing → [{"paths":["/spec/replicas"]}]',
  ]);
});
