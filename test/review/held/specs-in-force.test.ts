import { expect, test } from '@jest/globals';
import { deployment, flux, type SmallFiles } from '../small-fleet.ts';
import { said } from './said.ts';

const web = deployment('web');
const newWeb = web.replace('1.2.3', '1.2.4');
const job = (image: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: j, namespace: shop }\nspec:\n  template:\n    spec: { restartPolicy: Never, containers: [{ name: c, image: "${image}" }] }\n`;

/** A root p that holds the FluxKustomization c, which holds a Deployment. */
const nested = (p: readonly string[], c: string, more: SmallFiles = {}): SmallFiles => ({
  'clusters/prod/p.yaml': flux('p', 'p', p),
  'p/c.yaml': c,
  'c/web.yaml': web,
  ...more,
});
const suspended = ['prune: true', 'suspend: true'];
const pruning = ['prune: true'];
const keeping = ['prune: false'];
const child = (path = 'c', more: readonly string[] = []) => flux('c', path, ['prune: true', ...more]);
const annotated = (annotation: string, spec: readonly string[] = []) =>
  child('c', spec).replace('namespace: flux-system }', `namespace: flux-system, annotations: { ${annotation} } }`);
/** One that leaves variables empty that nothing sets. */
const controller: SmallFiles = {
  'clusters/prod/controller.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: kustomize-controller, namespace: flux-system }\nspec:\n  selector: { matchLabels: { app: k } }\n  template:\n    metadata: { labels: { app: k } }\n    spec: { containers: [{ name: manager, image: "ghcr.io/fluxcd/kustomize-controller:v1.8.0" }] }\n',
};
const unset = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\ndata: { a: "${['$', '{', 'N', '}'].join('')}" }\n`;
const MAY =
  'may be otherwise: `flux-system/p` has applied nothing since before this merge, so `flux-system/c` may have an older spec in the cluster than in Git';
const ROLLS = '(spec.template.spec.containers[name=web].image: acme/web:1.2.3 → acme/web:1.2.4)';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'below a suspended root a FluxKustomization goes on by its old spec, on the new revision',
    nested(suspended, child()),
    nested(suspended, child('c', ['targetNamespace: zz']), { 'c/web.yaml': newWeb }),
    [
      `~ Deployment/web: rolled, ${MAY} ${ROLLS}`,
      '~ Kustomization/c: suspended (spec.targetNamespace: undefined → zz)',
    ],
  ],
  [
    'its path stays',
    nested(suspended, child()),
    nested(suspended, child('c2'), { 'c2/web.yaml': newWeb }),
    ['~ Kustomization/c: suspended (spec.path: ./c → ./c2)'],
  ],
  [
    'where the merge takes the old path away it fails, and what it has applied waits for the new spec',
    { ...nested(suspended, child()) },
    { 'clusters/prod/p.yaml': flux('p', 'p', suspended), 'p/c.yaml': child('c2'), 'c2/web.yaml': newWeb },
    [
      '! Kustomization/c fails until its new spec is applied: what it is built from by the old one, `c`, is gone',
      `~ Deployment/web: suspended ${ROLLS}`,
      '~ Kustomization/c: suspended (spec.path: ./c → ./c2)',
    ],
  ],
  [
    'one that the merge takes out of a suspended root goes on',
    nested(suspended, child()),
    { 'clusters/prod/p.yaml': flux('p', 'p', suspended), 'p/keep.txt': '', 'c/web.yaml': newWeb },
    [`- Kustomization/c: suspended`, `~ Deployment/web: rolled, ${MAY} ${ROLLS}`],
  ],
  [
    'one that is new in a suspended root waits with all that it holds',
    { 'clusters/prod/p.yaml': flux('p', 'p', suspended), 'p/keep.txt': '' },
    nested(suspended, child()),
    ['+ Deployment/web: suspended', '+ Kustomization/c: suspended'],
  ],
  [
    'over two levels: what the old spec brings in is applied as merged',
    nested(suspended, child(), { 'c/d.yaml': flux('d', 'd'), 'd/api.yaml': deployment('api') }),
    nested(suspended, child('c2'), {
      'c/d.yaml': flux('d', 'd2'),
      'd2/api.yaml': deployment('api', '', 'replicas: 2'),
    }),
    [
      '~ Deployment/api: updated (spec.replicas: undefined → 2)',
      '~ Kustomization/c: suspended (spec.path: ./c → ./c2)',
      `~ Kustomization/d: updated, ${MAY} (spec.path: ./d → ./d2)`,
    ],
  ],
  [
    'a root that is resumed applies the specs of the merge',
    nested(suspended, child()),
    nested(pruning, child('c2'), { 'c2/web.yaml': newWeb }),
    [
      '! Kustomization/p follows Git again: everything merged while it was suspended is applied now, not only this',
      `~ Deployment/web: rolled ${ROLLS}`,
      '~ Kustomization/c: updated (spec.path: ./c → ./c2)',
      '~ Kustomization/p: resumed (spec.suspend: true → undefined)',
    ],
  ],
  [
    'below a root that cannot be built its old spec counts',
    nested(pruning, child()),
    nested(pruning, child('c2'), { 'p/x.yaml': 'x: y\n', 'c/web.yaml': newWeb, 'c2/web.yaml': web }),
    ['? after: the object has no kind', `~ Deployment/web: rolled ${ROLLS}`],
  ],
  [
    'and below an entrypoint that cannot be built',
    nested(pruning, child()),
    nested(pruning, child(), { 'clusters/prod/x.yaml': 'x: y\n', 'c/web.yaml': newWeb, 'p/c.yaml': child() }),
    ['? after: the object has no kind', `~ Deployment/web: rolled ${ROLLS}`],
  ],
  [
    'where the API server rejects an object of a root, its FluxKustomizations keep their specs, and new ones do not come',
    nested(pruning, child(), { 'p/j.yaml': job('a:1') }),
    nested(pruning, child('c2'), {
      ...{ 'p/j.yaml': job('a:2'), 'c2/web.yaml': newWeb },
      ...{ 'p/n.yaml': flux('n', 'n'), 'n/n.yaml': deployment('n') },
    }),
    [
      '! Kustomization/n comes only with `flux-system/p`, which stops',
      '! Kustomization/p stops, with everything it applies: Job `shop/j` is rejected',
      '+ Deployment/n: created, not yet: `flux-system/n` comes only with `flux-system/p`, which stops',
      '+ Kustomization/n: created, not yet: `flux-system/p` stops: Job `shop/j` is rejected',
      '~ Job/j: rejected (spec.template.spec.containers[name=c].image: a:1 → a:2)',
      '~ Kustomization/c: updated, not yet: `flux-system/p` stops: Job `shop/j` is rejected (spec.path: ./c → ./c2)',
    ],
  ],
  [
    'where a root waits for another, its FluxKustomizations keep their specs',
    nested([...pruning, 'dependsOn: [{ name: q }]'], child(), {
      ...{ 'clusters/prod/q.yaml': flux('q', 'q'), 'q/q.yaml': deployment('q') },
    }),
    nested([...pruning, 'dependsOn: [{ name: q }]'], child('c2'), {
      ...{ 'clusters/prod/q.yaml': flux('q', 'q'), 'q/q.yaml': 'x: y\n', 'c2/web.yaml': newWeb },
    }),
    [
      '! Kustomization/p waits for `flux-system/q`, which cannot be built',
      '? after: the object has no kind',
      '~ Kustomization/c: updated, not yet: `flux-system/p` waits for `flux-system/q`, which cannot be built (spec.path: ./c → ./c2)',
    ],
  ],
  [
    'one that its root does not prune stays, follows Git, and rolls',
    nested(keeping, child(), { 'p/other.yaml': flux('other', 'other'), 'other/o.yaml': deployment('other') }),
    {
      ...{ 'clusters/prod/p.yaml': flux('p', 'p', keeping), 'c/web.yaml': newWeb },
      ...{ 'p/other.yaml': flux('other', 'other'), 'other/o.yaml': deployment('other') },
    },
    [
      '- Kustomization/c: orphaned, goes on following Git, with all that is in `c`',
      `~ Deployment/web: rolled ${ROLLS}`,
    ],
  ],
  [
    'where its directory goes too, it fails and leaves what it has applied',
    nested(keeping, child(), { 'p/other.yaml': flux('other', 'other'), 'other/o.yaml': deployment('other') }),
    {
      ...{ 'clusters/prod/p.yaml': flux('p', 'p', keeping) },
      ...{ 'p/other.yaml': flux('other', 'other'), 'other/o.yaml': deployment('other') },
    },
    ['- Deployment/web: orphaned', '- Kustomization/c: orphaned'],
  ],
  [
    'one that says that it is not to be pruned goes on too',
    nested(pruning, annotated('kustomize.toolkit.fluxcd.io/prune: disabled'), { 'p/o.yaml': deployment('other') }),
    { 'clusters/prod/p.yaml': flux('p', 'p', pruning), 'p/o.yaml': deployment('other'), 'c/web.yaml': newWeb },
    ['- Kustomization/c: exempt, goes on following Git, with all that is in `c`', `~ Deployment/web: rolled ${ROLLS}`],
  ],
  [
    'one of a root that goes and leaves all goes on',
    nested([...pruning, 'deletionPolicy: Orphan'], child()),
    { 'c/web.yaml': newWeb },
    [
      '- Kustomization/c: orphaned, goes on following Git, with all that is in `c`',
      '- Kustomization/p: pruned',
      `~ Deployment/web: rolled ${ROLLS}`,
    ],
  ],
  [
    'one that is only to be made once keeps its spec',
    nested(pruning, annotated('kustomize.toolkit.fluxcd.io/ssa: IfNotPresent')),
    nested(pruning, annotated('kustomize.toolkit.fluxcd.io/ssa: IfNotPresent', ['targetNamespace: zz'])),
    ['~ Kustomization/c: exempt (spec.targetNamespace: undefined → zz)'],
  ],
  [
    'and follows Git by it',
    nested(pruning, annotated('kustomize.toolkit.fluxcd.io/ssa: IfNotPresent')),
    nested(pruning, annotated('kustomize.toolkit.fluxcd.io/ssa: IfNotPresent', ['targetNamespace: zz']), {
      'c/web.yaml': newWeb,
    }),
    [`~ Deployment/web: rolled ${ROLLS}`, '~ Kustomization/c: exempt (spec.targetNamespace: undefined → zz)'],
  ],
  [
    'one that moves to another root is applied by that',
    nested(pruning, child(), { 'clusters/prod/q.yaml': flux('q', 'q'), 'q/q.yaml': deployment('q') }),
    {
      ...{ 'clusters/prod/p.yaml': flux('p', 'p', keeping), 'p/keep.txt': '', 'q/c.yaml': child('c2') },
      ...{ 'clusters/prod/q.yaml': flux('q', 'q'), 'q/q.yaml': deployment('q'), 'c2/web.yaml': newWeb },
    },
    [
      `~ Deployment/web: rolled ${ROLLS}`,
      '~ Kustomization/c: updated, race (spec.path: ./c → ./c2)',
      '~ Kustomization/p: updated (spec.prune: true → false)',
    ],
  ],
  [
    'below a root that waited before the merge already, its spec may be older',
    nested([...pruning, 'dependsOn: [{ name: nowhere }]'], child()),
    nested([...pruning, 'dependsOn: [{ name: nowhere }]'], child('c2'), { 'c/web.yaml': newWeb, 'c2/web.yaml': web }),
    [
      `~ Deployment/web: rolled, ${MAY} ${ROLLS}`,
      '~ Kustomization/c: updated, not yet: `flux-system/p` waits for `flux-system/nowhere`, which does not exist (spec.path: ./c → ./c2)',
    ],
  ],
  [
    'by the controllers that the cluster has',
    nested(pruning, child('c', ['postBuild: { substitute: { A: b } }']), { ...controller, 'c/x.yaml': unset }),
    nested(pruning, child('c', ['postBuild: { substitute: { A: b } }']), {
      ...{ ...controller, 'c/x.yaml': unset },
      ...{ 'clusters/prod/x.yaml': 'x: y\n', 'c/web.yaml': newWeb },
    }),
    ['? after: the object has no kind', `~ Deployment/web: rolled ${ROLLS}`],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});
