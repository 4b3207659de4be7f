import { cluster, deployment, flux } from './small-fleet.ts';

type Files = Readonly<Record<string, string>>;

/** Two changes of one fleet, and what is to be said of the first where the second one is open too. */
export interface Pair {
  readonly own: Files;
  readonly other: Files;
  /** What git makes of both where both edit one file; `null` where it refuses. */
  readonly both?: Files | null;
  /** As in a comment, behind the name of the other one. */
  readonly said: string;
}

const list = (...resources: readonly string[]) => `resources:\n${resources.map((each) => `  - ${each}\n`).join('')}`;
const settings = (name: string, value = '1') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata:\n  value: "${value}"\n`;
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;
const secret = (value: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: pass, namespace: shop }\nstringData: { word: ${value} }\n`;
const image = (version: string) => deployment('shop').replace('1.2.3', version);
const common = ['one', 'two', 'three', 'four', 'five'].map((name) => `${name}.yaml`);

/** Two clusters: dev runs a common set too. */
export const meetingFleet: Files = {
  ...cluster('dev'),
  ...cluster('prod'),
  'clusters/dev/apps.yaml': flux('apps', 'apps/dev'),
  'clusters/dev/common.yaml': flux('common', 'apps/common'),
  'clusters/prod/apps.yaml': flux('apps', 'apps/prod'),
  'apps/dev/kustomization.yaml': list('../shop', '../tool'),
  'apps/prod/kustomization.yaml': list('../shop', '../texts'),
  'apps/texts/kustomization.yaml': `${list('deployment.yaml')}configMapGenerator:\n  - { name: texts, namespace: shop, files: [a.txt, b.txt] }\n`,
  'apps/texts/deployment.yaml': deployment('reader', ', envFrom: [{ configMapRef: { name: texts } }]'),
  'apps/texts/a.txt': 'hello',
  'apps/texts/b.txt': 'bye',
  'apps/common/kustomization.yaml': list(...common),
  ...Object.fromEntries(common.map((file) => [`apps/common/${file}`, settings(file.replace('.yaml', ''))])),
  'apps/shop/kustomization.yaml': list('../namespace', 'deployment.yaml', 'secret.yaml'),
  'apps/namespace/kustomization.yaml': list('namespace.yaml'),
  'apps/namespace/namespace.yaml': namespace('shop'),
  'apps/shop/deployment.yaml': deployment('shop'),
  'apps/shop/secret.yaml': secret('hidden-1'),
  'apps/extra/kustomization.yaml': list('extra.yaml'),
  'apps/extra/extra.yaml': settings('extra'),
  'apps/tool/kustomization.yaml': list('tool.yaml'),
  'apps/tool/tool.yaml': settings('tool'),
};

const twoReplicas = (version: string) => image(version).replace('spec:\n', 'spec:\n  replicas: 2\n');
const withoutTool = { 'apps/dev/kustomization.yaml': list('../shop') };
const toolIsCommon = { 'apps/common/kustomization.yaml': list(...common, '../tool') };
const secretInProd = (value: string) => ({
  'apps/prod/kustomization.yaml': `${list('../shop', '../texts')}patches:\n  - path: secret.yaml\n`,
  'apps/prod/secret.yaml': secret(value),
});
const patched = (field: string) =>
  `${list('../shop', '../texts')}patches:\n  - patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: { name: shop, namespace: shop }\n      spec: { ${field} }\n`;

export const pairs: Readonly<Record<string, Pair>> = {
  'what has nothing in common': {
    own: { 'apps/shop/deployment.yaml': image('1.2.4') },
    other: { 'apps/common/one.yaml': settings('one', '2') },
    said: 'each does the same, whether the other one is merged or not.',
  },
  'the same field, alike': {
    own: { 'apps/shop/deployment.yaml': image('1.2.4'), 'apps/common/one.yaml': settings('one', '2') },
    other: { 'apps/shop/deployment.yaml': image('1.2.4'), 'apps/common/five.yaml': settings('five', '2') },
    said: 'both change Deployment `shop/shop` in dev and prod alike: whoever is merged second changes nothing there.',
  },
  'the same change': {
    own: { 'apps/shop/deployment.yaml': image('1.2.4') },
    other: { 'apps/shop/deployment.yaml': image('1.2.4') },
    said: 'both make the same change: nothing is left of the one once the other is merged.',
  },
  'one in the other': {
    own: { 'apps/shop/deployment.yaml': image('1.2.4') },
    other: { 'apps/shop/deployment.yaml': image('1.2.4'), 'apps/common/one.yaml': settings('one', '2') },
    said: 'it makes all that this one changes: nothing is left of this one once it is merged.',
  },
  'the same line, otherwise': {
    own: { 'apps/shop/deployment.yaml': image('1.2.4') },
    other: { 'apps/shop/deployment.yaml': image('2.0.0') },
    both: null,
    said: 'git cannot merge both: whoever is merged second has to resolve a conflict in `apps/shop/deployment.yaml`; both change Deployment `shop/shop` in dev and prod.',
  },
  'the same field, otherwise, in two files': {
    own: { 'apps/shop/deployment.yaml': twoReplicas('1.2.3') },
    other: { 'apps/prod/kustomization.yaml': patched('replicas: 5') },
    said: 'once both are merged, nothing is left of what this one does to Deployment `shop/shop` in prod.',
  },
  'two fields': {
    own: { 'apps/shop/deployment.yaml': image('1.2.4') },
    other: { 'apps/prod/kustomization.yaml': patched('replicas: 5') },
    said: 'both change Deployment `shop/shop` in prod, each in its own way: merged, both have their effect.',
  },
  'a hidden value, alike': {
    own: { 'apps/shop/secret.yaml': secret('hidden-2') },
    other: secretInProd('hidden-2'),
    said: 'both change Secret `shop/pass` in prod alike: whoever is merged second changes nothing there.',
  },
  'a hidden value, otherwise': {
    own: { 'apps/shop/secret.yaml': secret('hidden-2') },
    other: secretInProd('hidden-3'),
    said: 'once both are merged, nothing is left of what this one does to Secret `shop/pass` in prod.',
  },
  'content of one generated name': {
    own: { 'apps/texts/a.txt': 'hi' },
    other: { 'apps/texts/b.txt': 'see you' },
    said: 'both change ConfigMap `shop/texts-t7d8k5h28f` in prod, each in its own way: merged, both have their effect.',
  },
  'what comes by two ways': {
    own: { 'apps/prod/kustomization.yaml': list('../shop', '../texts', '../extra') },
    other: {
      'apps/shop/kustomization.yaml': list('../namespace', 'deployment.yaml', 'secret.yaml', '../extra'),
    },
    said: 'together they have a problem that neither has alone in prod: v1 ConfigMap `shop/extra` is already in this build, from `apps/extra/extra.yaml:1`; both change ConfigMap `shop/extra` in prod, and what becomes of that is not known.',
  },
  'what the other one brings': {
    own: {
      'clusters/prod/queue.yaml': flux('queue', 'apps/queue'),
      'apps/queue/kustomization.yaml': `${list('queue.yaml')}namespace: queue\n`,
      'apps/queue/queue.yaml': settings('queue'),
    },
    other: {
      'clusters/prod/kinds.yaml': flux('namespaces', 'apps/namespaces'),
      'apps/namespaces/kustomization.yaml': list('queue.yaml'),
      'apps/namespaces/queue.yaml': namespace('queue'),
    },
    said: 'merge it first: alone, this one has a problem in prod: ConfigMap `queue/queue` cannot be created: namespace `queue` does not exist.',
  },
  'a directory that the other one brings': {
    own: { 'apps/prod/kustomization.yaml': list('../shop', '../texts', '../late') },
    other: { 'apps/late/kustomization.yaml': list('late.yaml'), 'apps/late/late.yaml': settings('late') },
    said: 'merge it first: alone, this one has a problem in prod: `../late` does not exist.',
  },
  'what is not known, for want of a file that neither brings': {
    own: { 'apps/prod/kustomization.yaml': list('../shop', '../texts', '../missing') },
    other: { 'apps/tool/tool.yaml': settings('tool', '2') },
    said: 'what they do together is not known, as not all of prod is known.',
  },
  'a move in two halves': {
    own: withoutTool,
    other: toolIsCommon,
    said: 'merge it first: alone, this one deletes ConfigMap `shop/tool` in dev, and both together keep it; together they have a problem that neither has alone in dev: `flux-system/apps` may delete ConfigMap `shop/tool` before `flux-system/common` takes over.',
  },
  'a namespace that goes, and an object that comes into it': {
    own: { 'clusters/dev/apps.yaml': '', 'clusters/dev/common.yaml': '' },
    other: {
      'clusters/dev/queue.yaml': flux('queue', 'apps/queue'),
      'apps/queue/kustomization.yaml': list('queue.yaml'),
      'apps/queue/queue.yaml': settings('queue'),
    },
    said: 'together they have a problem that neither has alone in dev: ConfigMap `shop/queue` can no longer be applied: namespace `shop` is deleted.',
  },
  'a set that a cluster takes, and what comes into the set': {
    own: { 'clusters/prod/common.yaml': flux('common', 'apps/common') },
    other: { 'apps/common/kustomization.yaml': list(...common, 'six.yaml'), 'apps/common/six.yaml': settings('six') },
    said: 'together they bring ConfigMap `shop/six` in prod, which neither does alone.',
  },
  'two that come into one set': {
    own: {
      'apps/common/kustomization.yaml': list('nought.yaml', ...common),
      'apps/common/nought.yaml': settings('nought'),
    },
    other: { 'apps/common/kustomization.yaml': list(...common, 'six.yaml'), 'apps/common/six.yaml': settings('six') },
    both: {
      'apps/common/kustomization.yaml': list('nought.yaml', ...common, 'six.yaml'),
      'apps/common/nought.yaml': settings('nought'),
      'apps/common/six.yaml': settings('six'),
    },
    said: 'both change `apps/common/kustomization.yaml`, each in its own way: merged, both have their effect.',
  },
};
