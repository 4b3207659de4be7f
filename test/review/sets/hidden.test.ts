import { expect, test } from '@jest/globals';
import { said } from '../charts/chart-fleet.ts';
import { reviewProd, type SmallFiles } from '../small-fleet.ts';
import { configMap, resourceSet, tenantFleet } from './set-fleet.ts';

const secret = (value: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: shared, namespace: blue }\nstringData: { token: ${value} }\n`;
const made = (kind: string, annotation: string, more = '') =>
  `{ apiVersion: v1, kind: ${kind}, metadata: { name: made, namespace: green, annotations: { fluxcd.controlplane.io/${annotation} } }${more} }`;

test('what is copied of a ConfigMap of the repository changes with it', () => {
  const by = (size: string): SmallFiles =>
    tenantFleet([`resources: [${made('ConfigMap', 'copyFrom: blue/shared')}]`], {
      'clusters/prod/shared.yaml': configMap('shared', `{ size: "${size}" }`),
    });
  expect(said(by('1'), by('2'))).toEqual([
    'changed ConfigMap blue/shared: updated, data.size "1" → "2"',
    'changed ConfigMap green/made: updated, data.size "1" → "2"',
  ]);
});

test('what is copied of a Secret, and a checksum over it, is compared and never shown', () => {
  const pod =
    'metadata: { annotations: { fluxcd.controlplane.io/checksumFrom: Secret/blue/shared }, labels: { a: b } }, spec: { containers: [{ name: a, image: "a:1" }] }';
  const by = (value: string): SmallFiles =>
    tenantFleet(
      [
        'resources:',
        `  - ${made('Secret', 'copyFrom: blue/shared')}`,
        `  - { apiVersion: apps/v1, kind: Deployment, metadata: { name: app, namespace: green }, spec: { selector: { matchLabels: { a: b } }, template: { ${pod} } } }`,
      ],
      { 'clusters/prod/shared.yaml': secret(value) },
    );
  const review = reviewProd(by('canary-one'), by('canary-two'));
  expect(review.changed.map(({ kind, name, effect }) => `${kind} ${name} ${effect}`)).toEqual([
    'Secret shared updated',
    'Secret made updated',
    'Deployment app rolled',
  ]);
  expect(JSON.stringify(review)).not.toContain('canary');
});

test('of a kubeconfig, its address and certificate are added where a ConfigMap has none, compared and never shown', () => {
  const own = (name: string, data: string) =>
    made('ConfigMap', 'convertKubeConfigFrom: "blue/shared:token"', `, data: ${data}`).replace(
      'name: made',
      `name: ${name}`,
    );
  const by = (value: string): SmallFiles =>
    tenantFleet(
      [
        'resources:',
        `  - ${own('made', '{ address: mine }')}`,
        `  - ${own('whole', '{ address: mine, ca.crt: mine }')}`,
        `  - ${own('absent', '{ a: b }').replace('blue/shared', 'blue/nowhere')}`,
        `  - ${made('Secret', 'convertKubeConfigFrom: blue/shared')}`,
      ],
      { 'clusters/prod/shared.yaml': secret(value) },
    );
  const { 'clusters/prod/tenants.yaml': _, ...without } = by('canary-one');
  const fresh = reviewProd(without, by('canary-one'));
  expect(fresh.gained.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'ResourceSet tenants',
    'ConfigMap made',
    'ConfigMap whole',
    'ConfigMap absent',
    'Secret made',
  ]);
  const review = reviewProd(by('canary-one'), by('canary-two'));
  expect(review.changed.map(({ kind, name, fields }) => [kind, name, ...fields.map(({ path }) => path)])).toEqual([
    ['Secret', 'shared', 'stringData.token'],
    ['ConfigMap', 'made', 'data["ca.crt"]'],
  ]);
  expect(JSON.stringify([fresh, review])).not.toContain('canary');
});

test('an input that a Secret gives stays hidden through the functions of a template', () => {
  const parent = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: sets, namespace: flux-system }
spec:
  path: ./sets
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: token }] }
`;
  const by = (value: string): SmallFiles =>
    tenantFleet(['inputs: []'], {
      'clusters/prod/sets.yaml': parent,
      'clusters/prod/token.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: token, namespace: flux-system }\nstringData: { TOKEN: ${value} }\n`,
      'sets/set.yaml': resourceSet('hidden', [
        `inputs: [{ token: "\${TOKEN}" }]`,
        'resources: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: made, namespace: green }, data: { a: "<< inputs.token | upper >>", b: "<< inputs.token | b64enc >>", c: plain, d: "<< len inputs.token >>" } }]',
      ]),
    });
  const review = reviewProd(by('canary-one'), by('canary-two'));
  const text = JSON.stringify(review);
  expect(
    review.changed.map(({ kind, name, fields }) => [`${kind} ${name}`, ...fields.map(({ path }) => String(path))]),
  ).toEqual([
    ['Secret token', 'stringData.TOKEN'],
    ['ResourceSet hidden', 'spec.inputs[0].token'],
    ['ConfigMap made', 'data.a', 'data.b'],
  ]);
  for (const leak of ['canary', 'CANARY', Buffer.from('canary-').toString('base64').slice(0, 8)])
    expect(text).not.toContain(leak);
});
