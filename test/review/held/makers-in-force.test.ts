import { expect, test } from '@jest/globals';
import { chartYaml, releaseOf } from '../charts/chart-fleet.ts';
import { reviewOf } from '../review-of.ts';
import { configMap, provider, resourceSet } from '../sets/set-fleet.ts';
import { cluster, flux, type SmallFiles } from '../small-fleet.ts';
import { linesOf, said } from './said.ts';

const left = (file: string, annotation: string) =>
  file.replace(/(namespace: [\w-]+)/, `$1, annotations: { kustomize.toolkit.fluxcd.io/${annotation} }`);
const values = (size: number) => configMap('sizes', `{ values.yaml: "size: ${size}" }`, 'shop');
const reading = releaseOf('shop', 'charts/shop', ['valuesFrom: [{ kind: ConfigMap, name: sizes }]']);
const optional = releaseOf('shop', 'charts/shop', ['valuesFrom: [{ kind: ConfigMap, name: sizes, optional: true }]']);
const FROM_SIZES = '  valuesFrom: [{ kind: ConfigMap, name: sizes }]\n';
/** Another source of this repository. */
const standing =
  'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: still, namespace: flux-system }\nspec: { url: "https://github.com/acme/fleet", ref: { branch: main }, suspend: true }\n';
const revised = releaseOf('shop', 'charts/shop')
  .replace('name: flux-system,', 'name: still,')
  .replace('sourceRef', 'reconcileStrategy: Revision, sourceRef');
const chart = (size = 1, version = '1.0.0'): SmallFiles => ({
  'charts/shop/Chart.yaml': chartYaml(version),
  'charts/shop/values.yaml': `size: ${size}\n`,
  'charts/shop/templates/c.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: made }\ndata: { size: "{{ .Values.size }}" }\n',
});

const live = ['prune: true'];
const suspended = ['prune: true', 'suspend: true'];
const waiting = ['prune: true', 'dependsOn: [{ name: nothing }]'];
/** Two roots: in a what is taken, in b what takes it. */
const fleet = (a: readonly string[], b: readonly string[], files: SmallFiles): SmallFiles => ({
  'clusters/prod/a.yaml': flux('a', 'a', a),
  'clusters/prod/b.yaml': flux('b', 'b', b),
  'a/kustomization.yaml': `resources: [${filesIn('a', files)}]\n`,
  'b/kustomization.yaml': `resources: [${filesIn('b', files)}]\n`,
  ...files,
});
function filesIn(directory: string, files: SmallFiles): string {
  const all = Object.keys(files).filter((path) => path.startsWith(`${directory}/`));
  return all.map((path) => path.slice(directory.length + 1)).join(', ');
}

const MAY = (name: string, root = 'b') =>
  `may be otherwise: \`flux-system/${root}\` has applied nothing since before this merge, so \`${name}\` may have an older spec in the cluster than in Git`;
const RELEASE = 'HelmRelease/shop/shop';
const SIZES = '(data["values.yaml"]: size: 1 → size: 2)';

const DEFINITION = [
  'apiVersion: apiextensions.k8s.io/v1',
  'kind: CustomResourceDefinition',
  'metadata: { name: foos.x.io }',
  'spec:',
  '  group: x.io',
  '  scope: Namespaced',
  '  names: { kind: Foo, plural: foos }',
  '  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]',
  '',
].join('\n');

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'a HelmRelease in a suspended root goes on by its old spec, with new values',
    fleet(live, suspended, { ...chart(), 'a/v.yaml': values(1), 'b/h.yaml': reading }),
    fleet(live, suspended, { ...chart(), 'a/v.yaml': values(2), 'b/h.yaml': reading.replace('1h', '2h') }),
    [
      '! HelmRelease/shop its values change with ConfigMap `sizes` (`size`): it is upgraded within 1h',
      `~ ConfigMap/made: updated, ${MAY(RELEASE)} (data.size: 1 → 2)`,
      `~ ConfigMap/sizes: updated ${SIZES}`,
      '~ HelmRelease/shop: suspended (spec.interval: 1h → 2h)',
    ],
  ],
  [
    'one that stays the same there is upgraded with new values as anywhere',
    fleet(live, suspended, { ...chart(), 'a/v.yaml': values(1), 'b/h.yaml': reading }),
    fleet(live, suspended, { ...chart(), 'a/v.yaml': values(2), 'b/h.yaml': reading }),
    [
      '! HelmRelease/shop its values change with ConfigMap `sizes` (`size`): it is upgraded within 1h',
      '~ ConfigMap/made: updated (data.size: 1 → 2)',
      `~ ConfigMap/sizes: updated ${SIZES}`,
    ],
  ],
  [
    'it takes a new version of its chart, and not the values that wait with it',
    fleet(live, suspended, { ...chart(), 'b/h.yaml': releaseOf('shop', 'charts/shop') }),
    fleet(live, suspended, {
      ...chart(2, '1.0.1'),
      'b/h.yaml': releaseOf('shop', 'charts/shop', ['values: { size: 9 }']),
    }),
    [
      '! HelmRelease/shop its chart `charts/shop` is edited: 1.0.0 → 1.0.1',
      `~ ConfigMap/made: updated, ${MAY(RELEASE)} (data.size: 1 → 2)`,
      '~ HelmRelease/shop: suspended (spec.values: undefined → {"size":9})',
    ],
  ],
  [
    'a chart that keeps its version is not taken either, though its HelmRelease would roll it out once it is applied',
    fleet(live, suspended, { ...chart(), 'b/h.yaml': releaseOf('shop', 'charts/shop') }),
    fleet(live, suspended, {
      ...chart(2),
      'b/h.yaml': releaseOf('shop', 'charts/shop').replace('chart: charts/shop,', 'chart: ./charts/shop,'),
    }),
    [
      '! HelmRelease/shop its chart `charts/shop` is edited and stays 1.0.0: it will not roll out (reconcileStrategy: ChartVersion); raise version in charts/shop/Chart.yaml',
      '~ HelmRelease/shop: suspended (spec.chart.spec.chart: charts/shop → ./charts/shop)',
    ],
  ],
  [
    'a chart whose source is suspended stays as it was',
    fleet(live, live, { ...chart(), 'a/s.yaml': standing, 'b/h.yaml': revised }),
    fleet(live, live, { ...chart(2), 'a/s.yaml': standing, 'b/h.yaml': revised }),
    [
      '! HelmRelease/shop its chart `charts/shop` is edited; `GitRepository/flux-system/still` is suspended, so nothing happens yet',
    ],
  ],
  [
    'not so its values',
    fleet(live, live, {
      ...chart(),
      'a/s.yaml': standing,
      'a/v.yaml': values(1),
      'b/h.yaml': `${revised}${FROM_SIZES}`,
    }),
    fleet(live, live, {
      ...chart(2, '1.0.1'),
      'a/s.yaml': standing,
      'a/v.yaml': values(2),
      'b/h.yaml': `${revised}${FROM_SIZES}`,
    }),
    [
      '! HelmRelease/shop its chart `charts/shop` is edited; `GitRepository/flux-system/still` is suspended, so nothing happens yet',
      '! HelmRelease/shop its values change with ConfigMap `sizes` (`size`): it is upgraded within 1h',
      '~ ConfigMap/made: updated (data.size: 1 → 2)',
      `~ ConfigMap/sizes: updated ${SIZES}`,
    ],
  ],
  [
    'one that the merge takes away and that Flux does not prune goes on',
    fleet(live, live, { ...chart(), 'b/h.yaml': left(releaseOf('shop', 'charts/shop'), 'prune: disabled') }),
    fleet(live, live, chart(2, '1.0.1')),
    [
      '! HelmRelease/shop its chart `charts/shop` is edited: 1.0.0 → 1.0.1',
      '- HelmRelease/shop: exempt, goes on: Helm upgrades its release whenever its chart or its values change',
      '~ ConfigMap/made: updated (data.size: 1 → 2)',
    ],
  ],
  [
    'so does one of a root that does not prune',
    fleet(live, ['prune: false'], { ...chart(), 'b/h.yaml': releaseOf('shop', 'charts/shop') }),
    fleet(live, ['prune: false'], chart()),
    ['- HelmRelease/shop: orphaned, goes on: Helm upgrades its release whenever its chart or its values change'],
  ],
  [
    'one that Flux prunes is uninstalled',
    fleet(live, live, { ...chart(), 'b/h.yaml': releaseOf('shop', 'charts/shop') }),
    fleet(live, live, chart()),
    [
      '- ConfigMap/made: pruned',
      '- HelmRelease/shop: pruned, Helm uninstalls its release: what its chart installed is deleted',
    ],
  ],
  ...(
    [
      ['a suspended root', suspended, 'is suspended'],
      ['a root that waits', waiting, 'waits for `flux-system/nothing`, which does not exist'],
    ] as const
  ).flatMap(([where, spec, why]): readonly [string, SmallFiles, SmallFiles, readonly string[]][] => [
    [
      `one that moves to ${where} is uninstalled, as its old root deletes it`,
      fleet(live, spec, { ...chart(), 'a/h.yaml': releaseOf('shop', 'charts/shop') }),
      fleet(live, spec, { ...chart(), 'b/h.yaml': releaseOf('shop', 'charts/shop') }),
      [
        '- ConfigMap/made: pruned',
        `- HelmRelease/shop: pruned, Helm uninstalls its release: what its chart installed is deleted, \`flux-system/b\`, which has it now, ${why}`,
      ],
    ],
    [
      `so does what a FluxKustomization has applied that moves to ${where}`,
      fleet(live, spec, { 'a/c.yaml': flux('c', 'c', live), 'c/x.yaml': configMap('x', '{}') }),
      fleet(live, spec, { 'b/c.yaml': flux('c', 'c', live), 'c/x.yaml': configMap('x', '{}') }),
      ['- ConfigMap/blue/x: pruned', `- Kustomization/c: pruned, \`flux-system/b\`, which has it now, ${why}`],
    ],
    [
      `and what a ResourceSet makes that moves to ${where}`,
      fleet(live, spec, { 'a/t.yaml': madeBy('made', 'inputs: [{ size: "1" }]') }),
      fleet(live, spec, { 'b/t.yaml': madeBy('made', 'inputs: [{ size: "1" }]') }),
      ['- ConfigMap/made: pruned', `- ResourceSet/made: pruned, \`flux-system/b\`, which has it now, ${why}`],
    ],
  ]),
  ...(
    [
      ['a suspended root', suspended, 'suspended'],
      [
        'a root that waits',
        waiting,
        'updated, not yet: `flux-system/a` waits for `flux-system/nothing`, which does not exist',
      ],
    ] as const
  ).map(([where, spec, effect]): [string, SmallFiles, SmallFiles, readonly string[]] => [
    `values in ${where} stay as they were`,
    fleet(spec, live, { ...chart(), 'a/v.yaml': values(1), 'b/h.yaml': reading }),
    fleet(spec, live, { ...chart(), 'a/v.yaml': values(2), 'b/h.yaml': reading }),
    [`~ ConfigMap/sizes: ${effect} ${SIZES}`],
  ]),
  [
    'values that a root beside it applies change',
    fleet(live, suspended, { ...chart(), 'a/v.yaml': values(1), 'a/h.yaml': reading, 'b/v.yaml': values(1) }),
    fleet(live, suspended, { ...chart(), 'a/v.yaml': values(2), 'a/h.yaml': reading, 'b/v.yaml': values(2) }),
    [
      '! HelmRelease/shop its values change with ConfigMap `sizes` (`size`): it is upgraded within 1h',
      '~ ConfigMap/made: updated (data.size: 1 → 2)',
      `~ ConfigMap/sizes: suspended ${SIZES}`,
    ],
  ],
  [
    'values that Flux is told to leave alone too',
    fleet(live, live, { ...chart(), 'a/v.yaml': left(values(1), 'ssa: IfNotPresent'), 'b/h.yaml': reading }),
    fleet(live, live, { ...chart(), 'a/v.yaml': left(values(2), 'ssa: IfNotPresent'), 'b/h.yaml': reading }),
    [`~ ConfigMap/sizes: exempt ${SIZES}`],
  ],
  [
    'values that a suspended root brings are not there yet',
    fleet(suspended, live, { ...chart(), 'b/h.yaml': optional }),
    fleet(suspended, live, { ...chart(), 'a/v.yaml': values(2), 'b/h.yaml': optional }),
    ['+ ConfigMap/sizes: suspended'],
  ],
  [
    'values that it no longer holds are still there',
    fleet(suspended, live, { ...chart(), 'a/v.yaml': values(2), 'b/h.yaml': optional }),
    fleet(suspended, live, { ...chart(), 'b/h.yaml': optional }),
    ['- ConfigMap/sizes: suspended'],
  ],
  [
    'a release that waits with its values is told as it will be',
    fleet(suspended, live, chart()),
    fleet(suspended, live, { ...chart(), 'a/v.yaml': values(2), 'a/h.yaml': reading }),
    ['+ ConfigMap/made: suspended', '+ ConfigMap/sizes: suspended', '+ HelmRelease/shop: suspended'],
  ],
  [
    'a HelmRelease that Flux is told to leave alone stays',
    fleet(live, live, { ...chart(), 'b/h.yaml': left(releaseOf('shop', 'charts/shop'), 'reconcile: disabled') }),
    fleet(live, live, {
      ...chart(),
      'b/h.yaml': left(releaseOf('shop', 'charts/shop', ['values: { size: 9 }']), 'reconcile: disabled'),
    }),
    ['~ HelmRelease/shop: exempt (spec.values: undefined → {"size":9})'],
  ],
  [
    'a new one is never made',
    fleet(live, live, chart()),
    fleet(live, live, { ...chart(), 'b/h.yaml': left(releaseOf('shop', 'charts/shop'), 'ssa: Ignore') }),
    ['+ HelmRelease/shop: exempt'],
  ],
  [
    'nor is a new FluxKustomization',
    fleet(live, live, {}),
    fleet(live, live, { 'b/c.yaml': left(flux('c', 'c'), 'reconcile: disabled'), 'c/x.yaml': configMap('x', '{}') }),
    ['+ Kustomization/c: exempt'],
  ],
  [
    'a ResourceSet that Flux is told to leave alone makes what it made, and a provider in a suspended root gives what it gave',
    fleet(suspended, live, {
      'a/p.yaml': provider('p', '{ type: Static, defaultValues: { size: "1" } }'),
      'b/s.yaml': madeBy('given', 'inputsFrom: [{ kind: ResourceSetInputProvider, name: p }]'),
      'b/t.yaml': madeBy('left', 'inputs: [{ size: "1" }]', 'reconcile: disabled'),
    }),
    fleet(suspended, live, {
      'a/p.yaml': provider('p', '{ type: Static, defaultValues: { size: "2" } }'),
      'b/s.yaml': madeBy('given', 'inputsFrom: [{ kind: ResourceSetInputProvider, name: p }]'),
      'b/t.yaml': madeBy('left', 'inputs: [{ size: "2" }]', 'reconcile: disabled'),
    }),
    [
      '~ ResourceSet/left: exempt (spec.inputs[0].size: 1 → 2)',
      '~ ResourceSetInputProvider/p: suspended (spec.defaultValues.size: 1 → 2)',
    ],
  ],
  [
    'one that is no longer in Git and that Flux does not prune goes on',
    fleet(live, live, { 'b/t.yaml': madeBy('left', 'inputs: [{ size: "1" }]', 'prune: disabled') }),
    fleet(live, live, {}),
    ['- ResourceSet/left: exempt, goes on: what it makes is applied whenever its inputs change'],
  ],
  [
    'APIs that a suspended root brings are not served yet',
    fleet(suspended, live, { ...asking(), 'b/h.yaml': releaseOf('shop', 'charts/shop') }),
    fleet(suspended, live, { ...asking(), 'a/crd.yaml': DEFINITION, 'b/h.yaml': releaseOf('shop', 'charts/shop') }),
    ['+ CustomResourceDefinition/foos.x.io: suspended'],
  ],
])('%s', (_, before, after, expected) => expect(said(before, after)).toEqual(expected));

function madeBy(name: string, inputs: string, annotation?: string): string {
  const spec = [
    inputs,
    'resources:',
    '  - apiVersion: v1',
    '    kind: ConfigMap',
    `    metadata: { name: ${name}, namespace: shop }`,
    '    data: { size: "<< inputs.size >>" }',
  ];
  const annotations = annotation === undefined ? '{}' : `{ kustomize.toolkit.fluxcd.io/${annotation} }`;
  return resourceSet(name, spec, annotations);
}

function asking(): SmallFiles {
  return {
    ...chart(),
    'charts/shop/templates/c.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: made }\ndata: { has: "{{ .Capabilities.APIVersions.Has "x.io/v1" }}" }\n',
  };
}

test('in a cluster that is new, what is left alone is never made either', () => {
  const alone = 'reconcile: disabled';
  const files = fleet(live, live, {
    ...chart(),
    'b/h.yaml': left(releaseOf('shop', 'charts/shop'), alone),
    'b/c.yaml': left(flux('c', 'c'), alone),
    'c/x.yaml': configMap('x', '{}'),
  });
  const lines = linesOf(reviewOf({}, { ...cluster('prod'), ...files }));
  expect(lines.filter((line) => !/(a|b|flux-system): created/.test(line))).toEqual([
    '+ HelmRelease/shop: exempt',
    '+ Kustomization/c: exempt',
  ]);
});
