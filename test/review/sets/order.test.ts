import { expect, test } from '@jest/globals';
import { said } from '../charts/chart-fleet.ts';
import { flux, type SmallFiles } from '../small-fleet.ts';
import { resourceSet, tenantFleet } from './set-fleet.ts';

const BLUE = ['inputs:', '  - tenant: blue'];

/** An object of a template; what its selector says cannot be changed in place. */
const deployment = (name: string, selector: string, image: string) =>
  `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: ${name}, namespace: blue }, spec: { selector: { matchLabels: { app: ${selector} } }, template: { metadata: { labels: { app: ${selector} } }, spec: { containers: [{ name: a, image: "a:${image}" }] } } } }`;
const steps = (selector: string, image: string) => [
  ...BLUE,
  'steps:',
  `  - { name: first, resources: [${deployment('migrate', selector, image)}, ${deployment('beside', 'a', image)}] }`,
  `  - { name: second, resources: [${deployment('app', 'a', image)}] }`,
];

test('what is rejected in a step of a ResourceSet keeps back the steps behind it', () => {
  expect(
    said(tenantFleet(steps('a', '1')), tenantFleet(steps('b', '2'))).filter((line) => /Deployment/.test(line)),
  ).toEqual([
    'changed Deployment blue/migrate: rejected, spec.selector.matchLabels.app "a" → "b", spec.template.metadata.labels.app "a" → "b", spec.template.spec.containers[name=a].image "a:1" → "a:2"',
    'changed Deployment blue/beside: rolled, spec.template.spec.containers[name=a].image "a:1" → "a:2", `ResourceSet/flux-system/tenants` stops: Deployment `blue/migrate` is rejected',
    'changed Deployment blue/app: rolled, spec.template.spec.containers[name=a].image "a:1" → "a:2", `ResourceSet/flux-system/tenants` stops: Deployment `blue/migrate` is rejected',
  ]);
});

test('what is rejected in the last step keeps nothing back before it', () => {
  const both = (selector: string, image: string) => [
    ...BLUE,
    'steps:',
    `  - { name: first, resources: [${deployment('migrate', 'a', image)}] }`,
    `  - { name: second, resources: [${deployment('app', selector, image)}] }`,
  ];
  expect(
    said(tenantFleet(both('a', '1')), tenantFleet(both('b', '2'))).filter((line) => /Deployment/.test(line)),
  ).toEqual([
    'changed Deployment blue/migrate: rolled, spec.template.spec.containers[name=a].image "a:1" → "a:2"',
    'changed Deployment blue/app: rejected, spec.selector.matchLabels.app "a" → "b", spec.template.metadata.labels.app "a" → "b", spec.template.spec.containers[name=a].image "a:1" → "a:2"',
  ]);
});

test('what a step of FluxKustomizations waits for keeps back those of the next one', () => {
  const ordered = (selector: string, path: string) =>
    tenantFleet(
      [
        'inputs: [{ tenant: blue }]',
        'steps:',
        ...['infra', 'apps'].flatMap((name) => [
          `  - name: ${name}`,
          '    resourcesTemplate: |',
          ...flux(name, name === 'infra' ? name : path)
            .split('\n')
            .map((line) => `      ${line}`),
        ]),
      ],
      {
        'infra/app.yaml': deployment('infra', selector, '1'),
        'apps/app.yaml': deployment('app', 'a', '1'),
        'other/app.yaml': deployment('app', 'a', '2'),
      },
    );
  expect(said(ordered('a', 'apps'), ordered('b', 'other')).filter((line) => /blue\/app/.test(line))).toEqual([
    `changed Deployment blue/app: rolled, spec.template.spec.containers[name=a].image "a:1" → "a:2", \`flux-system/apps\` is in a step of \`ResourceSet/flux-system/tenants\` behind \`flux-system/infra\`, which stops`,
  ]);
});

test('force replaces what cannot be changed, by an annotation of the ResourceSet', () => {
  const forced = (selector: string) =>
    tenantFleet(
      [...BLUE, `resources: [${deployment('app', selector, '1')}]`],
      {},
      '{ fluxcd.controlplane.io/force: enabled }',
    );
  expect(said(forced('a'), forced('b')).filter((line) => /Deployment/.test(line))).toEqual([
    'changed Deployment blue/app: replaced, spec.selector.matchLabels.app "a" → "b", spec.template.metadata.labels.app "a" → "b", all its pods stop first',
  ]);
});

test.each<readonly [string, string, string]>([
  [
    'a FluxKustomization',
    '{ apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: infra, namespace: flux-system, ready: true }',
    'flux-system/infra',
  ],
  [
    'a ResourceSet',
    '{ apiVersion: fluxcd.controlplane.io/v1, kind: ResourceSet, name: infra, namespace: flux-system, ready: true }',
    'ResourceSet/flux-system/infra',
  ],
])('a ResourceSet waits for %s that stops', (_, dependency, root) => {
  const fleet = (selector: string, tenant: string): SmallFiles =>
    tenantFleet(
      [
        `inputs: [{ tenant: ${tenant} }]`,
        `dependsOn: [${dependency}]`,
        'resources: [{ apiVersion: v1, kind: Namespace, metadata: { name: << inputs.tenant >> } }]',
      ],
      {
        'clusters/prod/infra.yaml': flux('infra', 'infra'),
        'clusters/prod/set.yaml': resourceSet('infra', [`resources: [${deployment('set', selector, '1')}]`]),
        'infra/app.yaml': deployment('infra', selector, '1'),
      },
    );
  expect(said(fleet('a', 'blue'), fleet('b', 'green')).filter((line) => /Namespace/.test(line))).toEqual([
    `gained Namespace green: created, \`ResourceSet/flux-system/tenants\` waits for \`${root}\`, which stops`,
    `lost Namespace blue: pruned, \`ResourceSet/flux-system/tenants\` waits for \`${root}\`, which stops`,
  ]);
});

test('what waits by an expression is not told to wait, as only the cluster can say what comes of it', () => {
  const both = (selector: string, image: string, ready: string) => ({
    ...tenantFleet(
      [
        'inputs: [{ tenant: blue }]',
        `dependsOn: [{ apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: infra, namespace: flux-system, ready: true${ready} }]`,
        `resources: [${deployment('app', 'a', image)}]`,
      ],
      { 'clusters/prod/infra.yaml': flux('infra', 'infra'), 'infra/app.yaml': deployment('infra', selector, '1') },
    ),
  });
  const ofApp = (ready: string) =>
    said(both('a', '1', ready), both('b', '2', ready)).filter((line) => /blue\/app/.test(line));
  const change = 'changed Deployment blue/app: rolled, spec.template.spec.containers[name=a].image "a:1" → "a:2"';
  expect(ofApp('')).toEqual([
    `${change}, \`ResourceSet/flux-system/tenants\` waits for \`flux-system/infra\`, which stops`,
  ]);
  expect(ofApp(', readyExpr: "status.ready"')).toEqual([change]);
});
