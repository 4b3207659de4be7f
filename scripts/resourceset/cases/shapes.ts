import type { Question } from '../question.ts';

const CONFIG = (name: string, data = '{}', metadata = '') =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}${metadata === '' ? '' : `, ${metadata}`}}, data: ${data}}`;

/** The spec of each, and the static providers beside it by name, labels and values. */
const SHAPES: Readonly<Record<string, readonly [string, ...(readonly [string, string])[]]>> = {
  'no inputs': [`resources: [${CONFIG('a', '{v: "<< toJson inputs >>"}')}]`],
  'an empty list of inputs': [`inputs: []\n  resources: [${CONFIG('a')}]`],
  'an input that is null': [`inputs: [{a: null}]\n  resources: [${CONFIG('a')}]`],
  'inputs that are empty': [`inputs: [{}, {}]\n  resources: [${CONFIG('a', '{v: "<< len inputs >>"}')}]`],
  'an id of its own': [`inputs: [{id: x}, {id: 5}]\n  resources: [${CONFIG('a-<< inputs.id >>')}]`],
  'a provider field that is overridden': [
    `inputs: [{provider: x}]\n  resources: [${CONFIG('a', '{v: << inputs.provider | toJson | quote >>}')}]`,
  ],
  'two objects for two inputs': [
    `inputs: [{a: 1}, {a: 2}]\n  resources: [${CONFIG('a-<< inputs.a >>')}, ${CONFIG('b-<< inputs.a >>')}]`,
  ],
  'an object without inputs is there once': [
    `inputs: [{a: 1}, {a: 2}]\n  resources: [${CONFIG('a', '{v: "<< inputs.a >>"}')}]`,
  ],
  'the list before the text': [
    `inputs: [{a: 1}]\n  resources: [${CONFIG('a', '{v: list}')}]\n  resourcesTemplate: |\n    ${CONFIG('a', '{v: text}')}`,
  ],
  'the namespace tells objects apart': [
    `resources: [${CONFIG('a', '{}', 'namespace: x')}, ${CONFIG('a', '{}', 'namespace: z')}]`,
  ],
  'the version tells objects apart': [
    `resources: [{apiVersion: g/v1, kind: K, metadata: {name: a}}, {apiVersion: g/v2, kind: K, metadata: {name: a}}]`,
  ],
  'an object that is left out': [
    `inputs: [{a: 1}, {a: 2}]\n  resources: [${CONFIG('a', '{v: "<< inputs.a >>"}', `annotations: {fluxcd.controlplane.io/reconcile: '<< if eq inputs.a 1 >>disabled<< end >>'}`)}]`,
  ],
  'an object that is left out without inputs': [
    `resources: [${CONFIG('a', '{}', 'annotations: {fluxcd.controlplane.io/reconcile: disabled}')}]`,
  ],
  'equal objects without inputs': [
    `resources: [${CONFIG('a', '{v: one}')}, ${CONFIG('a', '{v: two}')}]\n  resourcesTemplate: |\n    ${CONFIG('a', '{v: three}')}`,
  ],
  'equal objects in a step without inputs': [
    `steps:\n  - {name: one, resources: [${CONFIG('a', '{v: one}')}, ${CONFIG('a', '{v: two}')}, ${CONFIG('b', '{}', 'annotations: {fluxcd.controlplane.io/reconcile: disabled}')}]}`,
  ],
  'left out in a step': [
    `inputs: [{a: 1}]\n  steps:\n  - {name: one, resources: [${CONFIG('a')}, ${CONFIG('b', '{}', 'annotations: {fluxcd.controlplane.io/reconcile: disabled}')}]}`,
  ],
  'left out in other letters': [
    `inputs: [{a: 1}]\n  resources: [${CONFIG('a', '{}', 'annotations: {fluxcd.controlplane.io/reconcile: Disabled}')}]`,
  ],
  'all left out': [
    `inputs: [{a: 1}]\n  resources: [${CONFIG('a', '{}', 'annotations: {fluxcd.controlplane.io/reconcile: disabled}')}]`,
  ],
  'common metadata that would leave out': [
    `commonMetadata: {annotations: {fluxcd.controlplane.io/reconcile: disabled}}\n  resources: [${CONFIG('a')}]`,
  ],
  'common metadata wins': [
    `commonMetadata: {labels: {l: common, m: "1"}, annotations: {a: common}}\n  resources: [${CONFIG('a', '{}', 'labels: {l: own, o: own}, annotations: {a: own, b: own}')}]`,
  ],
  'common metadata is no template': [
    `commonMetadata: {labels: {l: '<< inputs.a >>'}}\n  inputs: [{a: 1}]\n  resources: [${CONFIG('a')}]`,
  ],
  'owner labels win': [
    `commonMetadata: {labels: {resourceset.fluxcd.controlplane.io/name: x}}\n  resources: [${CONFIG('a')}]`,
  ],
  'labels with a number': [`resources: [${CONFIG('a', '{}', 'labels: {l: 1, m: x}, annotations: {a: 1, b: x}')}]`],
  'labels with a number and common ones': [
    `commonMetadata: {labels: {c: c}, annotations: {c: c}}\n  resources: [${CONFIG('a', '{}', 'labels: {l: 1, m: x}, annotations: {a: 1, b: x}')}]`,
  ],
  'labels that are null': [`resources: [${CONFIG('a', '{}', 'labels: null, annotations: null')}]`],
  'a list in the list': [`resources: [{apiVersion: v1, kind: List, items: [${CONFIG('a')}, ${CONFIG('b')}]}]`],
  'a list in the text': [
    `resourcesTemplate: |\n    {apiVersion: v1, kind: List, items: [${CONFIG('a')}, ${CONFIG('b')}]}`,
  ],
  'an object in the list without a name': [`resources: [{apiVersion: v1, kind: ConfigMap, metadata: {}}]`],
  'an object in the list without a kind': [`resources: [{apiVersion: v1, metadata: {name: a}}]`],
  'an object in the text without a name': [
    `resourcesTemplate: |\n    {apiVersion: v1, kind: ConfigMap}\n    ---\n    ${CONFIG('b')}`,
  ],
  'an object in the text without a kind': [
    `resourcesTemplate: |\n    {apiVersion: v1, metadata: {name: a}}\n    ---\n    ${CONFIG('b')}`,
  ],
  'an object in the text without an apiVersion': [
    `resourcesTemplate: |\n    {kind: ConfigMap, metadata: {name: a}}\n    ---\n    ${CONFIG('b')}`,
  ],
  'a kustomization in the text': [
    `resourcesTemplate: |\n    {apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, metadata: {name: a}}\n    ---\n    ${CONFIG('b')}`,
  ],
  'a FluxKustomization in the text': [
    `resourcesTemplate: |\n    {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: a}}`,
  ],
  'documents of comments and blanks': [
    `resourcesTemplate: |\n    ---\n    # one\n    ---\n\n    --- # two\n    ${CONFIG('b')}\n    ---\n`,
  ],
  'a mark with text behind it': [`resourcesTemplate: |\n    --- x\n    ${CONFIG('b')}`],
  'a mark at once before the text': [`resourcesTemplate: |\n    ---${CONFIG('b')}`],
  'a text that writes nothing': [`resourcesTemplate: |\n    << if false >>x<< end >>`],
  'a document that is a word': ['resourcesTemplate: word'],
  'a document that is a list': [`resourcesTemplate: |\n    - a`],
  'a document that is no YAML': [`resourcesTemplate: |\n    a: b: c`],
  'a key that stands twice': [
    `resourcesTemplate: |\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a}\n    data: {a: b}\n    data: {c: d}`,
  ],
  'types of YAML 1.1': [
    `resourcesTemplate: |\n    apiVersion: v1\n    kind: X\n    metadata: {name: a}\n    spec: {a: yes, b: "yes", c: off, d: 0o17, e: 017, f: 1e3, g: 2024-01-01, h: ~, i: 1_000, j: 0x1F, k: .5, l: 1.50, m: -0.0, n: 12e-7}`,
  ],
  'words of values': [
    `inputs: [{a: "yes", b: "1", c: "", d: "null", e: "1e3", f: "0x1", g: "~", h: " x ", i: "a: b", j: "# c"}]\n  resourcesTemplate: |\n    apiVersion: v1\n    kind: X\n    metadata: {name: a}\n    spec:\n    <<- range $k, $v := inputs >><< if kindIs "string" $v >>\n      << $k >>: << $v | quote >>\n    <<- end >><< end >>`,
  ],
  'values of a list of objects': [
    `resources: [{apiVersion: v1, kind: X, metadata: {name: a}, spec: {a: 'yes', b: "1", c: 1.50, d: [1, [2, {e: {}}]], f: [], g: "a\\nb\\n", h: "  a", i: "x: y", j: null, k: 100000000000000000000, l: 1.0e-7}}]`,
  ],
  'a template in a key': [`inputs: [{a: k}]\n  resources: [${CONFIG('a', `{'<< inputs.a >>-x': z}`)}]`],
  'a template of several lines': [
    `inputs: [{m: {a: 1, b: [2]}}]\n  resources: [{apiVersion: v1, kind: X, metadata: {name: a}, spec: {m: '<< inputs.m | toYaml | nindent 4 >>', l: '<< range until 2 >><< . >><< end >>'}}]`,
  ],
  'a text over two lines in an object': [
    `inputs: [{m: "a\\nb"}]\n  resources: [${CONFIG('a', "{m: '<< inputs.m >>'}")}]`,
  ],
  steps: [
    `inputs: [{a: 1}, {a: 2}]\n  steps:\n  - {name: one, resources: [${CONFIG('a-<< inputs.a >>')}, ${CONFIG('s')}]}\n  - {name: two, resources: [${CONFIG('b')}], resourcesTemplate: '${CONFIG('c')}'}`,
  ],
  'an object in two steps': [
    `steps:\n  - {name: one, resources: [${CONFIG('a')}]}\n  - {name: two, resources: [${CONFIG('a')}]}`,
  ],
  'a step without anything': [`steps:\n  - {name: one, resources: [${CONFIG('a')}]}\n  - {name: two}`],
  'steps beside resources': [`resources: [${CONFIG('a')}]\n  steps:\n  - {name: one, resources: [${CONFIG('b')}]}`],
  'a failing step': [`inputs: [{a: 1}]\n  steps:\n  - {name: one, resources: [${CONFIG('<< inputs.b >>')}]}`],
  'an input strategy that is none': [`inputStrategy: {name: Other}\n  inputs: [{a: 1}]\n  resources: [${CONFIG('a')}]`],
  'permutations of its own inputs': [
    `inputStrategy: {name: Permute}\n  inputs: [{a: 1}, {a: 2}]\n  resources: [${CONFIG('a-<< inputs.id >>', '{v: << toJson inputs | quote >>}')}]`,
  ],
  'permutations of nothing': [
    `inputStrategy: {name: Permute}\n  resources: [${CONFIG('a', '{v: << toJson inputs | quote >>}')}]`,
  ],
  'permutations with providers': [
    `inputStrategy: {name: Permute}\n  inputs: [{a: 1}, {a: 2}]\n  inputsFrom: [{selector: {}}]\n  resources: [${CONFIG('a-<< inputs.id >>', '{v: << toJson inputs | quote >>}')}]`,
    ['p-X.y', '{v: 2}'],
    ['a', '{v: [1]}'],
  ],
  'providers of one name once normalized': [
    `inputStrategy: {name: Permute}\n  inputsFrom: [{selector: {}}]\n  resources: [${CONFIG('a-<< inputs.id >>', '{v: << toJson inputs | quote >>}')}]`,
    ['a.b', '{v: 1}'],
    ['a-b', '{v: 2}'],
  ],
  'providers by name': [
    `inputsFrom: [{name: b}, {name: b}, {name: absent}]\n  resources: [${CONFIG('a-<< inputs.id >>', '{v: << toJson inputs | quote >>}')}]`,
    ['a', '{v: 1}'],
    ['b', '{v: 2}'],
    ['c', '{v: 3}'],
  ],
  'providers by name and selector': [
    `inputsFrom: [{name: c}, {selector: {matchLabels: {name: a}}}, {selector: {matchExpressions: [{key: name, operator: In, values: [c, d]}]}}]\n  resources: [${CONFIG('a-<< inputs.id >>', '{v: << toJson inputs | quote >>}')}]`,
    ['a', '{v: 1}'],
    ['b', '{v: 2}'],
    ['c', '{v: 3}'],
    ['d', '{v: 4}'],
  ],
  'a selector of what is absent': [
    `inputsFrom: [{selector: {matchExpressions: [{key: other, operator: DoesNotExist}, {key: name, operator: NotIn, values: [a]}]}}]\n  resources: [${CONFIG('a-<< inputs.id >>')}]`,
    ['a', '{v: 1}'],
    ['b', '{v: 2}'],
  ],
  'a provider called id': [
    `inputStrategy: {name: Permute}\n  inputs: [{a: 1}]\n  inputsFrom: [{name: id}]\n  resources: [${CONFIG('a-<< inputs.id >>', '{v: << toJson inputs | quote >>}')}]`,
    ['id', '{v: 1}'],
  ],
  'a provider called as the set': [
    `inputStrategy: {name: Permute}\n  inputs: [{a: 1}]\n  inputsFrom: [{name: set}]\n  resources: [${CONFIG('a-<< inputs.id >>', '{v: << toJson inputs | quote >>}')}]`,
    ['set', '{v: 1}'],
  ],
  'flat inputs with providers': [
    `inputs: [{a: 1}]\n  inputsFrom: [{selector: {}}]\n  resources: [${CONFIG('a-<< get inputs "id" | default "own" >>', '{v: << toJson inputs | quote >>}')}]`,
    ['z', '{id: x, provider: y}'],
    ['b', '{}'],
  ],
};

/** @returns ResourceSets of all forms, each as one question */
export function shapeCases(): readonly Question[] {
  return Object.entries(SHAPES).map(([id, [spec, ...providers]]) => ({
    id,
    set: `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: set, namespace: apps}\nspec:\n  ${spec}\n`,
    providers: providers.length === 0 ? undefined : providers.map(providerText).join('---\n'),
  }));
}

function providerText([name, values]: readonly [string, string]): string {
  const head = `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSetInputProvider\nmetadata: {name: ${name}, namespace: apps, labels: {name: ${name}}}`;
  return `${head}\nspec: {type: Static, defaultValues: ${values}}\n`;
}
