import { expect, test } from '@jest/globals';
import type { ClusterReview } from '../../src/review/contract/cluster-review.ts';
import { cluster, deployment, flux, reviewProd, type SmallFiles } from './small-fleet.ts';

const rootFile = 'clusters/prod/apps.yaml';
const root = (...spec: string[]): SmallFiles => ({ [rootFile]: flux('apps', 'apps', ['prune: true', ...spec]) });
const inApps = (manifest: string): SmallFiles => ({ 'apps/a.yaml': manifest });

/** Every object that something happens to, as one line. */
function said({ gained, lost, changed, moved, affected }: ClusterReview): readonly string[] {
  const line = (list: string) => (each: ClusterReview['gained'][number] & Partial<ClusterReview['moved'][number]>) =>
    [
      `${list} ${each.kind}/${each.name}: ${each.effect}`,
      ...(each.consequences ?? []),
      ...(each.handover === undefined ? [] : [each.handover]),
      ...(each.stoppedBy === undefined ? [] : [each.stoppedBy]),
    ].join(', ');
  return [
    ...gained.map(line('gained')),
    ...lost.map(line('lost')),
    ...changed.map(line('changed')),
    ...moved.map(line('moved')),
    ...affected.map((each) => `affected ${each.kind}/${each.name}: ${each.reason}`),
  ].sort();
}

const app = deployment('web');
const config = (value: string, name = 'settings') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { LEVEL: ${value} }\n`;
const claim = (size: string, storage = 'fast') =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\nspec: { accessModes: [ReadWriteOnce], storageClassName: ${storage}, resources: { requests: { storage: ${size} } } }\n`;
const annotated = (manifest: string, annotation: string) =>
  manifest.replace('namespace: shop }', `namespace: shop, annotations: { ${annotation} } }`);
const statefulSet = (spec: string) =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db, namespace: shop }\nspec: { ${spec} }\n`;

/** From `apps` to a root with more of a spec. */
function moveTo(name: string, spec: readonly string[], moved: string, expected: string): (typeof cases)[number] {
  const roots = { ...root(), 'clusters/prod/more.yaml': flux('more', 'more', ['prune: true', ...spec]) };
  const rest = { 'apps/b.yaml': app, 'more/c.yaml': config('b', 'more') };
  return [name, { ...roots, ...rest, ...inApps(config('a')) }, { ...roots, ...rest, 'more/a.yaml': moved }, [expected]];
}

function renamedSync(path: string): SmallFiles {
  const file = `${path}/flux-system/gotk-sync.yaml`;
  const sync = cluster('prod')[file] ?? '';
  return {
    [file]: sync.replace('Kustomization\nmetadata: { name: flux-system,', 'Kustomization\nmetadata: { name: root,'),
  };
}

const cases: readonly (readonly [string, SmallFiles, SmallFiles, readonly string[]])[] = [
  [
    'a new object is created',
    { ...root(), ...inApps(app) },
    { ...root(), ...inApps(`${app}---\n${config('info')}`) },
    ['gained ConfigMap/settings: created'],
  ],
  [
    'replicas are updated in place',
    { ...root(), ...inApps(deployment('web', '', 'replicas: 2')) },
    { ...root(), ...inApps(deployment('web', '', 'replicas: 3')) },
    ['changed Deployment/web: updated'],
  ],
  [
    'no replicas: the pods stop',
    { ...root(), ...inApps(deployment('web', '', 'replicas: 2')) },
    { ...root(), ...inApps(deployment('web', '', 'replicas: 0')) },
    ['changed Deployment/web: updated, all its pods stop'],
  ],
  [
    'a pod template rolls',
    { ...root(), ...inApps(app) },
    { ...root(), ...inApps(app.replace('1.2.3', '1.2.4')) },
    ['changed Deployment/web: rolled'],
  ],
  [
    'a pod template of strategy Recreate stops all pods first',
    { ...root(), ...inApps(deployment('web', '', 'strategy: { type: Recreate }')) },
    { ...root(), ...inApps(deployment('web', '', 'strategy: { type: Recreate }').replace('1.2.3', '1.2.4')) },
    ['changed Deployment/web: rolled, all its pods stop first (Recreate)'],
  ],
  [
    'a selector is rejected, and with it all of its root and what depends on it',
    {
      ...root(),
      'clusters/prod/late.yaml': flux('late', 'late', ['prune: true', 'dependsOn: [{ name: apps }]']),
      'late/b.yaml': config('a', 'late'),
      ...inApps(`${app}---\n${config('info')}`),
    },
    {
      ...root(),
      'clusters/prod/late.yaml': flux('late', 'late', ['prune: true', 'dependsOn: [{ name: apps }]']),
      'late/b.yaml': config('b', 'late'),
      ...inApps(`${app.replace('matchLabels: { app: web }', 'matchLabels: { app: web2 }')}---\n${config('debug')}`),
    },
    [
      'affected Kustomization/apps: stops, with everything it applies: Deployment `shop/web` is rejected',
      'affected Kustomization/late: waits for `flux-system/apps`, which stops',
      'changed ConfigMap/late: updated, `flux-system/late` waits for `flux-system/apps`, which stops',
      'changed ConfigMap/settings: updated, `flux-system/apps` stops: Deployment `shop/web` is rejected',
      'changed Deployment/web: rejected',
    ],
  ],
  [
    'with spec.force an immutable field is recreated',
    { ...root('force: true'), ...inApps(claim('1Gi')) },
    { ...root('force: true'), ...inApps(claim('1Gi', 'slow')) },
    ['changed PersistentVolumeClaim/data: replaced, the data on it is lost, unless its volume is retained'],
  ],
  [
    'with the annotation too',
    { ...root(), ...inApps(annotated(claim('1Gi'), 'kustomize.toolkit.fluxcd.io/force: Enabled')) },
    { ...root(), ...inApps(annotated(claim('1Gi', 'slow'), 'kustomize.toolkit.fluxcd.io/force: Enabled')) },
    ['changed PersistentVolumeClaim/data: replaced, the data on it is lost, unless its volume is retained'],
  ],
  [
    'a claim that grows is updated',
    { ...root(), ...inApps(claim('1Gi')) },
    { ...root(), ...inApps(claim('2Gi')) },
    ['changed PersistentVolumeClaim/data: updated'],
  ],
  [
    'a claim that shrinks is rejected',
    { ...root(), ...inApps(claim('2Gi')) },
    { ...root(), ...inApps(claim('1.5Gi')) },
    [
      'affected Kustomization/apps: stops, with everything it applies: PersistentVolumeClaim `shop/data` is rejected',
      'changed PersistentVolumeClaim/data: rejected',
    ],
  ],
  [
    'what a StatefulSet may change is updated, what it may not is rejected',
    { ...root(), ...inApps(statefulSet('replicas: 1, serviceName: db')) },
    { ...root(), ...inApps(statefulSet('replicas: 2, serviceName: db, podManagementPolicy: OrderedReady')) },
    ['changed StatefulSet/db: updated'],
  ],
  [
    'another service name of a StatefulSet is rejected',
    { ...root(), ...inApps(statefulSet('serviceName: db')) },
    { ...root(), ...inApps(statefulSet('serviceName: db2')) },
    [
      'affected Kustomization/apps: stops, with everything it applies: StatefulSet `shop/db` is rejected',
      'changed StatefulSet/db: rejected',
    ],
  ],
  [
    'a config that is read under the same name restarts nothing',
    {
      ...root(),
      ...inApps(`${deployment('web', ', envFrom: [{ configMapRef: { name: settings } }]')}---\n${config('info')}`),
    },
    {
      ...root(),
      ...inApps(`${deployment('web', ', envFrom: [{ configMapRef: { name: settings } }]')}---\n${config('debug')}`),
    },
    [
      'affected Deployment/web: reads ConfigMap `settings`, which changes under the same name: nothing restarts it: it keeps the old values until its pods are replaced',
      'changed ConfigMap/settings: updated',
    ],
  ],
  [
    'a generated config with a new name rolls its workload',
    {
      ...root(),
      'apps/kustomization.yaml':
        'namespace: shop\nresources: [a.yaml]\nconfigMapGenerator: [{ name: settings, literals: [A=1] }]\n',
      ...inApps(deployment('web', ', envFrom: [{ configMapRef: { name: settings } }]')),
    },
    {
      ...root(),
      'apps/kustomization.yaml':
        'namespace: shop\nresources: [a.yaml]\nconfigMapGenerator: [{ name: settings, literals: [A=2] }]\n',
      ...inApps(deployment('web', ', envFrom: [{ configMapRef: { name: settings } }]')),
    },
    ['changed ConfigMap/settings-tf28tfk457: updated', 'changed Deployment/web: rolled'],
  ],
  [
    'what is lost is pruned',
    { ...root(), ...inApps(`${app}---\n${config('info')}`) },
    { ...root(), ...inApps(app) },
    ['lost ConfigMap/settings: pruned'],
  ],
  [
    'prune: false by the same merge may be too late: it is deleted if the old spec is faster',
    { ...root(), ...inApps(`${app}---\n${config('info')}`) },
    { [rootFile]: flux('apps', 'apps', ['prune: false']), ...inApps(app) },
    ['changed Kustomization/apps: updated', 'lost ConfigMap/settings: pruned'],
  ],
  [
    'what says so is not pruned',
    { ...root(), ...inApps(`${app}---\n${annotated(config('info'), 'kustomize.toolkit.fluxcd.io/prune: disabled')}`) },
    { ...root(), ...inApps(app) },
    ['lost ConfigMap/settings: exempt'],
  ],
  [
    'what says so is not changed',
    { ...root(), ...inApps(annotated(config('info'), 'kustomize.toolkit.fluxcd.io/reconcile: disabled')) },
    { ...root(), ...inApps(annotated(config('debug'), 'kustomize.toolkit.fluxcd.io/reconcile: disabled')) },
    ['changed ConfigMap/settings: exempt'],
  ],
  [
    'what is only to be made once is not changed',
    { ...root(), ...inApps(annotated(config('info'), 'kustomize.toolkit.fluxcd.io/ssa: IfNotPresent')) },
    { ...root(), ...inApps(annotated(config('debug'), 'kustomize.toolkit.fluxcd.io/ssa: IfNotPresent')) },
    ['changed ConfigMap/settings: exempt'],
  ],
  [
    'a suspended root does nothing yet',
    { ...root('suspend: true'), ...inApps(`${app}---\n${config('info')}`) },
    { ...root('suspend: true'), ...inApps(app.replace('1.2.3', '1.2.4')) },
    ['changed Deployment/web: suspended', 'lost ConfigMap/settings: suspended'],
  ],
  [
    'a root that is resumed does all that was merged since',
    { ...root('suspend: true'), ...inApps(app) },
    { ...root(), ...inApps(app.replace('1.2.3', '1.2.4')) },
    [
      'affected Kustomization/apps: follows Git again: everything merged while it was suspended is applied now, not only this',
      'changed Deployment/web: rolled',
      'changed Kustomization/apps: resumed',
    ],
  ],
  [
    'a root that is suspended stops what depends on it',
    {
      ...root(),
      'clusters/prod/late.yaml': flux('late', 'late', ['dependsOn: [{ name: apps }]']),
      'late/b.yaml': config('a', 'late'),
      ...inApps(app),
    },
    {
      ...root('suspend: true'),
      'clusters/prod/late.yaml': flux('late', 'late', ['dependsOn: [{ name: apps }]']),
      'late/b.yaml': config('a', 'late'),
      ...inApps(app),
    },
    [
      'affected Kustomization/apps: is suspended: nothing in it follows Git from now on',
      'affected Kustomization/late: waits for `flux-system/apps`, which is suspended',
      'changed Kustomization/apps: updated',
    ],
  ],
  [
    'with a FluxKustomization goes what it applied',
    { ...root(), ...inApps(app) },
    {},
    ['lost Deployment/web: pruned', 'lost Kustomization/apps: pruned'],
  ],
  [
    'unless its deletion policy says otherwise',
    { ...root('deletionPolicy: Orphan'), ...inApps(app) },
    {},
    ['lost Deployment/web: orphaned', 'lost Kustomization/apps: pruned'],
  ],
  [
    'deletion policy Delete deletes also without prune',
    { [rootFile]: flux('apps', 'apps', ['prune: false', 'deletionPolicy: Delete']), ...inApps(app) },
    {},
    ['lost Deployment/web: pruned', 'lost Kustomization/apps: pruned'],
  ],
  [
    'a suspended FluxKustomization leaves all when it goes',
    { ...root('suspend: true'), ...inApps(app) },
    {},
    ['lost Deployment/web: orphaned', 'lost Kustomization/apps: pruned'],
  ],
  [
    'a move between pruning roots may delete on the way',
    {
      ...root(),
      'clusters/prod/more.yaml': flux('more', 'more'),
      ...inApps(config('a')),
      'apps/b.yaml': app,
      'more/c.yaml': config('b', 'more'),
    },
    {
      ...root(),
      'clusters/prod/more.yaml': flux('more', 'more'),
      'apps/b.yaml': app,
      'more/a.yaml': config('a'),
      'more/c.yaml': config('b', 'more'),
    },
    ['moved ConfigMap/settings: updated, race'],
  ],
  [
    'a move is safe where the old root waits for the new one',
    {
      ...root('dependsOn: [{ name: more }]'),
      'clusters/prod/more.yaml': flux('more', 'more'),
      ...inApps(config('a')),
      'apps/b.yaml': app,
      'more/c.yaml': config('b', 'more'),
    },
    {
      ...root('dependsOn: [{ name: more }]'),
      'clusters/prod/more.yaml': flux('more', 'more'),
      'apps/b.yaml': app,
      'more/a.yaml': config('a'),
      'more/c.yaml': config('b', 'more'),
    },
    ['moved ConfigMap/settings: updated, safe'],
  ],
  moveTo(
    'what moves to a suspended root is deleted: nothing takes it over',
    ['suspend: true'],
    config('a'),
    'lost ConfigMap/settings: pruned, `flux-system/more`, which has it now, is suspended',
  ),
  moveTo(
    'so is what moves to a root that waits forever',
    ['dependsOn: [{ name: gone }]'],
    config('a'),
    'lost ConfigMap/settings: pruned, `flux-system/more`, which has it now, waits for `flux-system/gone`, which does not exist',
  ),
  moveTo(
    'so is what its new root is told to leave alone',
    [],
    annotated(config('a'), 'kustomize.toolkit.fluxcd.io/reconcile: disabled'),
    'lost ConfigMap/settings: pruned, `flux-system/more`, which has it now, leaves it alone',
  ),
  [
    'what a third root applies is taken over, whatever its other new root does',
    {
      ...{ ...root(), 'clusters/prod/more.yaml': flux('more', 'more', ['suspend: true']) },
      ...{ 'clusters/prod/any.yaml': flux('any', 'any'), 'any/b.yaml': config('b', 'any'), 'apps/b.yaml': app },
      ...{ 'more/c.yaml': config('b', 'more'), ...inApps(config('a')) },
    },
    {
      ...{ ...root(), 'clusters/prod/more.yaml': flux('more', 'more', ['suspend: true']) },
      ...{ 'clusters/prod/any.yaml': flux('any', 'any'), 'any/b.yaml': config('b', 'any'), 'apps/b.yaml': app },
      ...{ 'more/c.yaml': config('b', 'more'), 'more/a.yaml': config('a'), 'any/a.yaml': config('a') },
    },
    ['moved ConfigMap/settings: suspended, race'],
  ],
  moveTo(
    'what its new root only makes where it is absent is deleted first',
    [],
    annotated(config('a'), 'kustomize.toolkit.fluxcd.io/ssa: IfNotPresent'),
    'changed ConfigMap/settings: exempt, recreated',
  ),
  [
    'a sync of another name races with the one that deletes itself',
    { 'clusters/prod/a.yaml': config('a') },
    { ...renamedSync('clusters/prod'), 'clusters/prod/a.yaml': config('a') },
    [
      'gained Kustomization/root: created',
      'lost Kustomization/flux-system: pruned',
      'moved ConfigMap/settings: updated, race',
      'moved GitRepository/flux-system: updated, race',
    ],
  ],
];

test.each(cases)('%s', (_, before, after, expected) => {
  expect(said(reviewProd(before, after))).toEqual(expected);
});
