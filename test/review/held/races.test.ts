import { expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from '../small-fleet.ts';
import { linesOf } from './said.ts';

const web = deployment('web');
const newWeb = web.replace('1.2.3', '1.2.4');
const ROLLS = '(spec.template.spec.containers[name=web].image: acme/web:1.2.3 → acme/web:1.2.4)';
const config = (name: string, annotations = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop${annotations} }\n`;
const claim =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n';

/** The root apps, a line of spec after the other, and its files. */
const apps = (spec: readonly string[], files: SmallFiles): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', spec),
  'apps/c.yaml': config('c'),
  ...files,
});
const pruning = ['prune: true'];
const afterParent = 'dependsOn: [{ name: flux-system }]';
const other = (value: string, ...spec: string[]): SmallFiles => ({
  'clusters/prod/infra.yaml': flux('infra', 'infra', ['prune: true', ...spec]),
  'infra/i.yaml': value === 'broken' ? 'x: y\n' : config('i'),
});
const afterInfra = 'dependsOn: [{ name: infra }]';

const additive: SmallFiles = {
  'clusters/prod/controller.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: kustomize-controller, namespace: flux-system }\nspec:\n  selector: { matchLabels: { app: k } }\n  template:\n    metadata: { labels: { app: k } }\n    spec: { containers: [{ name: manager, image: "ghcr.io/fluxcd/kustomize-controller:v1.9.0", args: ["--feature-gates=AdditiveCELDependencyCheck=true"] }] }\n',
};

const STAYS =
  'may stay: `flux-system/flux-system` may set `prune: false` on `flux-system/apps` before that applies this merge';
const WAITS = 'may wait: `flux-system/flux-system` may suspend `flux-system/apps` before that applies this merge';
const SUSPENDED = '! Kustomization/apps is suspended: nothing in it follows Git from now on';
const PRUNE = '~ Kustomization/apps: updated (spec.prune: true → false)';
const SUSPEND = '~ Kustomization/apps: updated (spec.suspend: undefined → true)';

function said(before: SmallFiles, after: SmallFiles): readonly string[] {
  const rules = ['protection-race', 'volume-claim-lost', 'orphaned', 'moved-between-roots'];
  return linesOf(reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after }), rules);
}

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'prune: false with what it would protect may be too late',
    apps(pruning, { 'apps/p.yaml': claim }),
    apps(['prune: false'], {}),
    [
      `- PersistentVolumeClaim/data: pruned, ${STAYS}`,
      `protection-race: PersistentVolumeClaim \`shop/data\` ${STAYS}`,
      'volume-claim-lost: Flux may delete PersistentVolumeClaim `shop/data`, and the data on it',
      PRUNE,
    ],
  ],
  [
    'merged before, it protects',
    apps(['prune: false'], { 'apps/p.yaml': claim }),
    apps(['prune: false'], {}),
    [
      '- PersistentVolumeClaim/data: orphaned',
      'orphaned: flux-system/apps does not prune, so it leaves PersistentVolumeClaim `shop/data` running',
    ],
  ],
  [
    'nor is it too late where the root waits for the one that sets it',
    apps([...pruning, afterParent], { 'apps/p.yaml': claim }),
    apps(['prune: false', afterParent], {}),
    [
      '- PersistentVolumeClaim/data: orphaned',
      'orphaned: flux-system/apps does not prune, so it leaves PersistentVolumeClaim `shop/data` running',
      PRUNE,
    ],
  ],
  [
    'an expression is no order',
    apps([...pruning, 'dependsOn: [{ name: flux-system, readyExpr: "true" }]'], { 'apps/p.yaml': config('p') }),
    apps(['prune: false', 'dependsOn: [{ name: flux-system, readyExpr: "true" }]'], {}),
    [`- ConfigMap/p: pruned, ${STAYS}`, `protection-race: ConfigMap \`shop/p\` ${STAYS}`, PRUNE],
  ],
  [
    'an entrypoint prunes by the spec that it woke with, for certain',
    { ...entry('prune: true'), 'clusters/prod/p.yaml': claim, 'clusters/prod/c.yaml': config('c') },
    { ...entry('prune: false'), 'clusters/prod/c.yaml': config('c') },
    [
      '- PersistentVolumeClaim/data: pruned',
      'volume-claim-lost: Flux deletes PersistentVolumeClaim `shop/data`, and the data on it',
      '~ Kustomization/flux-system: updated (spec.prune: true → false)',
    ],
  ],
  [
    'prune: true with what it would delete may leave it behind',
    apps(['prune: false'], { 'apps/p.yaml': config('p') }),
    apps(pruning, {}),
    [
      '- ConfigMap/p: pruned, may stay, managed by nothing: `flux-system/apps` may apply this merge before `flux-system/flux-system` sets `prune: true` on it',
      'protection-race: ConfigMap `shop/p` may stay, managed by nothing: `flux-system/apps` may apply this merge before `flux-system/flux-system` sets `prune: true` on it',
      '~ Kustomization/apps: updated (spec.prune: false → true)',
    ],
  ],
  [
    'suspend with a change may be too late',
    apps(pruning, { 'apps/w.yaml': web, 'apps/p.yaml': config('p') }),
    apps([...pruning, 'suspend: true'], { 'apps/w.yaml': newWeb }),
    [
      SUSPENDED,
      `- ConfigMap/p: pruned, ${WAITS}`,
      `protection-race: ConfigMap \`shop/p\` and Deployment \`shop/web\` ${WAITS}`,
      `~ Deployment/web: rolled, ${WAITS} ${ROLLS}`,
      SUSPEND,
    ],
  ],
  [
    'what a suspended root would build by another spec never comes',
    apps(pruning, { 'apps/w.yaml': web }),
    {
      ...apps(pruning, { 'apps/w.yaml': web, 'apps2/w.yaml': newWeb }),
      'clusters/prod/apps.yaml': flux('apps', 'apps2', [...pruning, 'suspend: true']),
    },
    [SUSPENDED, '~ Kustomization/apps: updated (spec.path: ./apps → ./apps2), (spec.suspend: undefined → true)'],
  ],
  [
    'suspended alone, nothing races',
    apps(pruning, { 'apps/w.yaml': web }),
    apps([...pruning, 'suspend: true'], { 'apps/w.yaml': web }),
    [SUSPENDED, SUSPEND],
  ],
  [
    'where the root waits for the one that suspends it, it is suspended for certain',
    apps([...pruning, afterParent], { 'apps/w.yaml': web }),
    apps([...pruning, afterParent, 'suspend: true'], { 'apps/w.yaml': newWeb }),
    [SUSPENDED, `~ Deployment/web: suspended ${ROLLS}`, SUSPEND],
  ],
  [
    'what depends on a root that the merge suspends may go on before',
    { ...apps([...pruning, afterInfra], { 'apps/w.yaml': web }), ...other('a') },
    { ...apps([...pruning, afterInfra], { 'apps/w.yaml': newWeb }), ...other('a', 'suspend: true') },
    [
      '! Kustomization/apps waits for `flux-system/infra`, which is suspended',
      '! Kustomization/infra is suspended: nothing in it follows Git from now on',
      'protection-race: Deployment `shop/web` may wait: `flux-system/apps` waits for `flux-system/infra`, which is suspended, if the new specs arrive first',
      `~ Deployment/web: rolled, may wait: \`flux-system/apps\` waits for \`flux-system/infra\`, which is suspended, if the new specs arrive first ${ROLLS}`,
      '~ Kustomization/infra: updated (spec.suspend: undefined → true)',
    ],
  ],
  [
    'a new dependency holds nothing back for certain',
    { ...apps(pruning, { 'apps/w.yaml': web }), ...other('broken') },
    { ...apps([...pruning, afterInfra], { 'apps/w.yaml': newWeb }), ...other('broken') },
    [
      '! Kustomization/apps waits for `flux-system/infra`, which cannot be built',
      '? both: the object has no kind',
      'protection-race: Deployment `shop/web` may wait: `flux-system/apps` waits for `flux-system/infra`, which cannot be built, if the new specs arrive first',
      `~ Deployment/web: rolled, may wait: \`flux-system/apps\` waits for \`flux-system/infra\`, which cannot be built, if the new specs arrive first ${ROLLS}`,
      '~ Kustomization/apps: updated (spec.dependsOn: undefined → [{"name":"infra"}])',
    ],
  ],
  [
    'a new root has no spec from before: what it depends on, it waits for',
    other('broken'),
    { ...apps([...pruning, afterInfra], {}), ...other('broken') },
    [
      '! Kustomization/apps waits for `flux-system/infra`, which cannot be built',
      '+ ConfigMap/c: created, not yet: `flux-system/apps` waits for `flux-system/infra`, which cannot be built',
      '+ Kustomization/apps: created',
      '? both: the object has no kind',
    ],
  ],
  [
    'a move is not safe where the old root is to wait for the new one from this merge on',
    { ...apps(pruning, { 'apps/m.yaml': config('m') }), ...other('a') },
    { ...apps([...pruning, afterInfra], {}), ...other('a'), 'infra/m.yaml': config('m') },
    [
      'moved-between-roots: flux-system/apps may delete ConfigMap `shop/m` before flux-system/infra takes over',
      '~ Kustomization/apps: updated (spec.dependsOn: undefined → [{"name":"infra"}])',
      '→ ConfigMap/m: updated, race',
    ],
  ],
  [
    'nor where an expression takes the place of the revision',
    {
      ...apps([...pruning, 'dependsOn: [{ name: infra, readyExpr: "true" }]'], { 'apps/m.yaml': config('m') }),
      ...other('a'),
    },
    {
      ...apps([...pruning, 'dependsOn: [{ name: infra, readyExpr: "true" }]'], {}),
      ...other('a'),
      'infra/m.yaml': config('m'),
    },
    [
      'moved-between-roots: flux-system/apps may delete ConfigMap `shop/m` before flux-system/infra takes over',
      '→ ConfigMap/m: updated, race',
    ],
  ],
  [
    'unless the controller asks for both',
    {
      ...{ ...apps([...pruning, 'dependsOn: [{ name: infra, readyExpr: "true" }]'], { 'apps/m.yaml': config('m') }) },
      ...{ ...other('a'), ...additive },
    },
    {
      ...{ ...apps([...pruning, 'dependsOn: [{ name: infra, readyExpr: "true" }]'], {}), ...other('a'), ...additive },
      'infra/m.yaml': config('m'),
    },
    ['→ ConfigMap/m: updated, safe'],
  ],
  [
    'an annotation that comes with the move may be too late',
    { ...apps(pruning, { 'apps/m.yaml': config('m') }), ...other('a') },
    {
      ...{ ...apps(pruning, {}), ...other('a') },
      'infra/m.yaml': config('m', ', annotations: { kustomize.toolkit.fluxcd.io/prune: disabled }'),
    },
    [
      'moved-between-roots: flux-system/apps may delete ConfigMap `shop/m` before flux-system/infra takes over',
      '~ ConfigMap/m: updated, race (metadata.annotations: undefined → {"kustomize.toolkit.fluxcd.io/prune":"disabled"})',
    ],
  ],
  [
    'one for all objects of a root never reaches what the same merge takes away',
    apps(pruning, { 'apps/p.yaml': config('p') }),
    apps([...pruning, 'commonMetadata: { annotations: { kustomize.toolkit.fluxcd.io/prune: disabled } }'], {}),
    [
      '- ConfigMap/p: pruned',
      '~ ConfigMap/c: updated (metadata.annotations: undefined → {"kustomize.toolkit.fluxcd.io/prune":"disabled"})',
      '~ Kustomization/apps: updated (spec.commonMetadata: undefined → {"annotations":{"kustomize.toolkit.fluxcd.io/prune":"disabled"}})',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual([...expected].sort());
});

function entry(prune: string): SmallFiles {
  const [[path = '', text = ''] = []] = Object.entries(cluster('prod'));
  return { [path]: text.replace('prune: true', prune) };
}
