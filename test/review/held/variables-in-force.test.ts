import { expect, test } from '@jest/globals';
import { flux, reviewProd, type SmallFiles } from '../small-fleet.ts';
import { said } from './said.ts';

const variable = (name: string) => ['$', '{', name, '}'].join('');
const vars = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: vars, namespace: flux-system }\ndata: { N: "${value}" }\n`;
const other = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other, namespace: shop }\n';
const job = (image: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: { name: j, namespace: shop }\nspec:\n  template:\n    spec: { restartPolicy: Never, containers: [{ name: c, image: "${image}" }] }\n`;

/** The root infra holds the variables, the root apps a ConfigMap that takes them. */
const fleet = (infra: readonly string[], value: string, more: SmallFiles = {}): SmallFiles => ({
  'clusters/prod/infra.yaml': flux('infra', 'infra', infra),
  'infra/other.yaml': other,
  ...(value === '' ? {} : { 'infra/v.yaml': vars(value) }),
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }']),
  'apps/x.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\ndata: { a: "v${variable('N')}" }\n`,
  ...more,
});
const pruning = ['prune: true'];
const ABSENT =
  'FluxKustomization flux-system/apps: ConfigMap/flux-system/vars (substituteFrom) is not in the cluster: what would create it applies nothing now';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'variables of a root that applies them change what takes them',
    fleet(pruning, '1'),
    fleet(pruning, '2'),
    ['~ ConfigMap/vars: updated (data.N: 1 → 2)', '~ ConfigMap/x: updated (data.a: v1 → v2)'],
  ],
  [
    'those of a suspended root stay as they were',
    fleet([...pruning, 'suspend: true'], '1'),
    fleet([...pruning, 'suspend: true'], '2'),
    ['~ ConfigMap/vars: suspended (data.N: 1 → 2)'],
  ],
  [
    'also where the merge takes them away',
    fleet([...pruning, 'suspend: true'], '1'),
    fleet([...pruning, 'suspend: true'], ''),
    ['- ConfigMap/vars: suspended'],
  ],
  [
    'those of a root in which an object is rejected stay too',
    fleet(pruning, '1', { 'infra/j.yaml': job('a:1') }),
    fleet(pruning, '2', { 'infra/j.yaml': job('a:2') }),
    [
      '! Kustomization/infra stops, with everything it applies: Job `shop/j` is rejected',
      '~ ConfigMap/vars: updated, not yet: `flux-system/infra` stops: Job `shop/j` is rejected (data.N: 1 → 2)',
      '~ Job/j: rejected (spec.template.spec.containers[name=c].image: a:1 → a:2)',
    ],
  ],
  [
    'and of one that cannot be built',
    fleet(pruning, '1'),
    fleet(pruning, '2', {
      'infra/x.yaml': 'x: y\n',
      'apps/y.yaml': other.replace('other', 'y'),
    }),
    ['+ ConfigMap/y: created', '? after: the object has no kind'],
  ],
  [
    'those that are left in the cluster stay',
    fleet(['prune: false'], '1'),
    fleet(['prune: false'], ''),
    ['- ConfigMap/vars: orphaned'],
  ],
  [
    'and so do those that say that they are not to be pruned',
    fleet(pruning, '1', {
      'infra/v.yaml': vars('1').replace(
        'flux-system }',
        'flux-system, labels: { kustomize.toolkit.fluxcd.io/prune: disabled } }',
      ),
    }),
    fleet(pruning, ''),
    ['- ConfigMap/vars: exempt'],
  ],
  [
    'those that are deleted are gone',
    fleet(pruning, '1'),
    fleet(pruning, ''),
    [
      '- ConfigMap/vars: pruned',
      '? after: FluxKustomization flux-system/apps: ConfigMap/flux-system/vars (substituteFrom) is not in the cluster: this change removes it',
    ],
  ],
  [
    'those that are only to be made once stay as they were made',
    fleet(pruning, '', { 'infra/v.yaml': once('1') }),
    fleet(pruning, '', { 'infra/v.yaml': once('2') }),
    ['~ ConfigMap/vars: exempt (data.N: 1 → 2)'],
  ],
  [
    'new ones of a suspended root are not there yet, and the root that needs them fails until then',
    { ...fleet([...pruning, 'suspend: true'], ''), 'clusters/prod/apps.yaml': flux('apps', 'apps') },
    fleet([...pruning, 'suspend: true'], '1'),
    [
      '+ ConfigMap/vars: suspended',
      `? after: ${ABSENT}`,
      '~ Kustomization/apps: updated (spec.postBuild: undefined → {"substituteFrom":[{"kind":"ConfigMap","name":"vars"}]}), (spec.prune: true → undefined)',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});

function once(value: string): string {
  return vars(value).replace(
    'flux-system }',
    'flux-system, annotations: { kustomize.toolkit.fluxcd.io/ssa: IfNotPresent } }',
  );
}

test('where the base side of a suspended root is not known, they are opaque', () => {
  const { 'clusters/prod/apps.yaml': _, ...withoutApps } = fleet([...pruning, 'suspend: true'], '1', {
    'infra/x.yaml': 'x: y\n',
  });
  const { opaque, gained } = reviewProd(withoutApps, fleet([...pruning, 'suspend: true'], '1'));
  expect({ opaque, gained: gained.map(({ name, effect }) => `${name}: ${effect}`) }).toEqual({
    opaque: 1,
    gained: ['apps: created', 'x: created'],
  });
});
