import { expect, test } from '@jest/globals';
import { cluster, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const before: SmallFiles = {
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps', [
    'prune: true',
    'postBuild: { substituteFrom: [{ kind: Secret, name: login }] }',
  ]),
  'clusters/prod/login.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata: { name: login, namespace: flux-system }\nstringData: { HOST: hidden-host.example }\n',
  'apps/there.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: there, namespace: web }\n',
};

/** What is told of one new object. */
function told(manifest: string): readonly string[] | undefined {
  const { gained } = reviewProd(before, { ...before, 'apps/new.yaml': manifest });
  return gained.map(({ matters }) => matters)[0];
}

const of = (kind: string, group: string, rest: string) =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: { name: new, namespace: web }\n${rest}\n`;

test.each<[string, string, readonly string[] | undefined]>([
  [
    'the images of its pods',
    of(
      'Deployment',
      'apps/v1',
      'spec: { template: { spec: { initContainers: [{ name: i, image: "acme/init:1" }], containers: [{ name: a, image: "acme/a:2" }, { name: b, image: "acme/a:2" }] } } }',
    ),
    ['image `acme/init:1` and `acme/a:2`'],
  ],
  [
    'the chart of a release',
    of('HelmRelease', 'helm.toolkit.fluxcd.io/v2', 'spec: { chart: { spec: { chart: podinfo, version: 6.x } } }'),
    ['chart `podinfo 6.x`'],
  ],
  [
    'what a role may do',
    of(
      'Role',
      'rbac.authorization.k8s.io/v1',
      'rules: [{ apiGroups: [""], resources: [pods, secrets], verbs: [get, list] }]',
    ),
    ['may `get, list pods, secrets`'],
  ],
  [
    'whom a binding gives what',
    of(
      'RoleBinding',
      'rbac.authorization.k8s.io/v1',
      'roleRef: { kind: ClusterRole, name: admin }\nsubjects: [{ kind: Group, name: dev }]',
    ),
    ['gives `ClusterRole admin`', 'to `Group dev`'],
  ],
  ['hosts', of('Ingress', 'networking.k8s.io/v1', 'spec: { rules: [{ host: shop.example }] }'), ['for `shop.example`']],
  [
    'the ports of a service, and whether the world sees them',
    of('Service', 'v1', 'spec: { type: LoadBalancer, ports: [{ port: 80 }, { port: 443 }, { port: 1 }, { port: 2 }] }'),
    ['port `80`, `443` and 2 more', 'of type `LoadBalancer`'],
  ],
  ['nothing of a ConfigMap', of('ConfigMap', 'v1', 'data: { a: b }'), undefined],
  [
    'nothing that a Secret fills in',
    of('Ingress', 'networking.k8s.io/v1', `spec: { rules: [{ host: "${'$'}{HOST}" }, { host: shop.example }] }`),
    ['for `shop.example`'],
  ],
])('a new object tells %s', (_, manifest, expected) => {
  expect(told(manifest)).toEqual(expected);
});
