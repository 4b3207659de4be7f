import { expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { cluster, controller, deployment, flux, type SmallFiles } from '../small-fleet.ts';

const configMap = (name: string, data = 'a: b') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\ndata: { ${data} }\n`;
const old = (text: string) => text.replace('kustomize.toolkit.fluxcd.io/v1', 'kustomize.toolkit.fluxcd.io/v1beta2');
const ciphertext = (data: string) => `ENC[AES256_GCM,data:${data},iv:aQ==,tag:dA==,type:str]`;
const encrypted = (data: string, annotations: string) =>
  [
    'apiVersion: v1',
    'kind: Secret',
    `metadata: { name: token, namespace: default, annotations: { ${annotations} } }`,
    `stringData: { token: "${ciphertext(data)}" }`,
    `sops: { lastmodified: "2026-01-01", mac: "${ciphertext(data)}" }`,
    '',
  ].join('\n');
const DISABLED = 'kustomize.toolkit.fluxcd.io/decrypt';
const kustfile = (name: string, version = 'v1beta1', kind = 'Kustomization') =>
  `apiVersion: kustomize.config.k8s.io/${version}\nkind: ${kind}\nmetadata: { name: ${name} }\n`;

const APPS: SmallFiles = { 'clusters/prod/apps.yaml': flux('apps', 'apps'), 'apps/web.yaml': deployment('web') };
const LOCKED: SmallFiles = {
  'clusters/prod/controller.yaml': controller('v1.8.3', ['--default-service-account=applier']),
};
const bound = (subject: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: applier }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }\nsubjects: [${subject}]\n`;

/** Said of these directories and bindings, whatever is tried. */
const BESIDE: ReadonlySet<string> = new Set(['implicit-membership', 'wide-access']);

/** What changes, and what is found, each in a line. */
function told(before: SmallFiles, after: SmallFiles): readonly string[] {
  const { clusters, findings } = reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });
  const prod = clusters.prod;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return [
    ...prod.gained.map(({ kind, name }) => `+ ${kind}/${name}`),
    ...prod.lost.map(({ kind, name }) => `- ${kind}/${name}`),
    ...prod.changed.map(({ kind, name, fields }) => `~ ${kind}/${name}: ${fields?.map(({ path }) => path).join(', ')}`),
    ...findings.map(({ rule }) => rule).filter((rule) => !BESIDE.has(rule)),
    ...prod.unresolved.map(({ code }) => `unresolved ${code}`),
  ];
}

const cases: readonly (readonly [string, SmallFiles, SmallFiles, readonly string[]])[] = [
  [
    'patchesStrategicMerge of a FluxKustomization patches nothing',
    APPS,
    {
      ...APPS,
      'clusters/prod/apps.yaml': old(
        flux('apps', 'apps', [
          'prune: true',
          'patchesStrategicMerge: [{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop }, spec: { replicas: 7 } }]',
        ]),
      ),
    },
    ['~ Kustomization/apps: apiVersion, spec.patchesStrategicMerge', 'dropped-field', 'gone-flux-version'],
  ],
  [
    'patchesJson6902 of a FluxKustomization patches nothing',
    APPS,
    {
      ...APPS,
      'clusters/prod/apps.yaml': old(
        flux('apps', 'apps', [
          'prune: true',
          'patchesJson6902: [{ target: { kind: Deployment, name: web }, patch: [{ op: add, path: /spec/replicas, value: 7 }] }]',
        ]),
      ),
    },
    ['~ Kustomization/apps: apiVersion, spec.patchesJson6902', 'dropped-field', 'gone-flux-version'],
  ],
  [
    'what patchesStrategicMerge would delete stays',
    APPS,
    {
      ...APPS,
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'prune: true',
        'patchesStrategicMerge: [{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop }, $patch: delete }]',
      ]),
    },
    ['~ Kustomization/apps: spec.patchesStrategicMerge', 'dropped-field'],
  ],
  [
    'a kustomization.yaml by another name is no object',
    APPS,
    { ...APPS, 'apps/x.yaml': kustfile('x') },
    ['unnamed-object'],
  ],
  [
    'nor is one among others in a file',
    APPS,
    { ...APPS, 'apps/x.yaml': `${configMap('c')}---\n${kustfile('x', 'v1')}` },
    ['+ ConfigMap/c', 'unnamed-object'],
  ],
  [
    'a Component is one, of a kind that nobody serves',
    APPS,
    { ...APPS, 'apps/x.yaml': kustfile('x', 'v1alpha1', 'Component') },
    ['+ Component/x', 'missing-crd'],
  ],
  ['nor does it go, where it goes', { ...APPS, 'apps/x.yaml': kustfile('x') }, APPS, []],
  [
    'what is not to be decrypted is applied as it is',
    APPS,
    { ...APPS, 'apps/s.yaml': encrypted('YQ==', `${DISABLED}: disabled`) },
    ['+ Secret/token'],
  ],
  [
    'in whatever case',
    APPS,
    { ...APPS, 'apps/s.yaml': encrypted('YQ==', `${DISABLED}: Disabled`) },
    ['+ Secret/token'],
  ],
  [
    'but by no other word',
    APPS,
    { ...APPS, 'apps/s.yaml': encrypted('YQ==', `${DISABLED}: "false"`) },
    ['+ Secret/token', 'undecrypted-secret'],
  ],
  [
    'its ciphertext is its value',
    { ...APPS, 'apps/s.yaml': encrypted('YQ==', `${DISABLED}: disabled`) },
    { ...APPS, 'apps/s.yaml': encrypted('Yg==', `${DISABLED}: disabled`) },
    ['~ Secret/token: sops.mac, stringData.token'],
  ],
  [
    'an account to which nothing gives a right',
    { ...APPS },
    { ...APPS, ...LOCKED },
    ['+ Deployment/kustomize-controller', 'powerless-account'],
  ],
  [
    'one that is bound',
    APPS,
    {
      ...APPS,
      ...LOCKED,
      'clusters/prod/b.yaml': bound('{ kind: ServiceAccount, name: applier, namespace: flux-system }'),
    },
    ['+ ClusterRoleBinding/applier', '+ Deployment/kustomize-controller'],
  ],
  [
    'one that is bound in another namespace',
    APPS,
    { ...APPS, ...LOCKED, 'clusters/prod/b.yaml': bound('{ kind: ServiceAccount, name: applier, namespace: other }') },
    ['+ ClusterRoleBinding/applier', '+ Deployment/kustomize-controller', 'powerless-account'],
  ],
  [
    'one that is bound as one of all',
    APPS,
    {
      ...APPS,
      ...LOCKED,
      'clusters/prod/b.yaml': bound('{ kind: Group, name: "system:serviceaccounts:flux-system" }'),
    },
    ['+ ClusterRoleBinding/applier', '+ Deployment/kustomize-controller'],
  ],
  [
    'one that another one stands in for',
    APPS,
    { ...APPS, ...LOCKED, 'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', 'serviceAccountName: own']) },
    [
      '+ Deployment/kustomize-controller',
      '~ Kustomization/apps: spec.serviceAccountName',
      'powerless-account',
      'missing-service-account',
    ],
  ],
];

test.each(cases)('as its controllers read it: %s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});
