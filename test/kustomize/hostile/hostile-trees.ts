/** A repository that means harm, and what a build of its root has to say. */
export interface HostileTree {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** `undefined` where it is merely large, and is built. */
  readonly problem: { readonly code: string; readonly path: string } | undefined;
}

const OBJECT = 'apiVersion: example.org/v1\nkind: Thing\nmetadata:\n  name: thing\nspec:\n  a: 1\n';
const ROOT = 'kustomization.yaml';

/** Repeats a text with its number. */
function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join('');
}

function jsonPatch(operations: string): string {
  return `resources: [a.yaml]\npatches:\n  - target: { kind: Thing }\n    patch: |-\n      [${operations}]\n`;
}

function replacements(count: number, source: string, target: string, options: string): string {
  const one = `  - source: { kind: Thing, fieldPath: ${source} }\n    targets:\n      - select: { kind: Thing }\n        fieldPaths: [${target}]\n        options: ${options}\n`;
  return `resources: [a.yaml]\nreplacements:\n${one.repeat(count)}`;
}

/** Each directory holds two ways to the one below it. */
function doubling(levels: number): Record<string, string> {
  const files: Record<string, string> = { [ROOT]: `resources: [l${levels}]\n`, 'l0/a.yaml': OBJECT };
  files['l0/kustomization.yaml'] = 'resources: [a.yaml]\n';
  for (let level = 1; level <= levels; level++) {
    files[`l${level}/kustomization.yaml`] = `resources: [../a${level}, ../b${level}]\n`;
    for (const side of ['a', 'b']) {
      files[`${side}${level}/kustomization.yaml`] = `namePrefix: ${side}\nresources: [../l${level - 1}]\n`;
    }
  }
  return files;
}

/** Each definition leads to the next one twice. */
const CRDS = JSON.stringify(
  Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `D${index + 1}` };
      const own = index === 0 ? { kind: {}, apiVersion: {}, metadata: {} } : {};
      return [`D${index}`, { Schema: { properties: { ...own, a: next, b: next } } }];
    }),
  ),
);

export const HOSTILE_TREES: readonly HostileTree[] = [
  {
    name: 'a kustomization that lists itself',
    files: { [ROOT]: 'resources: [.]\n' },
    problem: { code: 'cycle', path: ROOT },
  },
  {
    name: 'a kustomization that lists the directory that lists it',
    files: { [ROOT]: 'resources: [base]\n', 'base/kustomization.yaml': 'resources: [..]\n' },
    problem: { code: 'cycle', path: 'base/kustomization.yaml' },
  },
  {
    name: 'a component that includes itself',
    files: {
      [ROOT]: 'components: [c]\n',
      'c/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../c]\n',
    },
    problem: { code: 'cycle', path: 'c/kustomization.yaml' },
  },
  {
    name: 'transformers that list the kustomization itself',
    files: { [ROOT]: 'resources: [a.yaml]\ntransformers: [.]\n', 'a.yaml': OBJECT },
    problem: { code: 'cycle', path: ROOT },
  },
  {
    name: 'a chain of five thousand bases',
    files: Object.fromEntries([
      [ROOT, 'resources: [d0]\n'],
      ...Array.from({ length: 5000 }, (_, index) => [
        `d${index}/kustomization.yaml`,
        `resources: [../d${index + 1}]\n`,
      ]),
    ]),
    problem: { code: 'too-large', path: 'd99/kustomization.yaml' },
  },
  {
    name: 'bases that double with every layer',
    files: doubling(30),
    problem: { code: 'too-large', path: 'a1/kustomization.yaml' },
  },
  {
    name: 'an object nested a hundred thousand deep',
    files: { [ROOT]: 'resources: [a.yaml]\n', 'a.yaml': `${OBJECT}deep: ${'['.repeat(100_000)}\n` },
    problem: { code: 'invalid-yaml', path: 'a.yaml' },
  },
  {
    name: 'a billion laughs',
    files: {
      [ROOT]: 'resources: [a.yaml]\n',
      'a.yaml': `${OBJECT}l0: &l0 [x, x]\n${times(40, (index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]\n`)}`,
    },
    problem: { code: 'invalid-yaml', path: 'a.yaml' },
  },
  {
    name: 'laughs in the kustomization',
    files: {
      [ROOT]: `a0: &l0 [x, x]\n${times(40, (index) => `a${index + 1}: &l${index + 1} [*l${index}, *l${index}]\n`)}`,
    },
    problem: { code: 'invalid-yaml', path: ROOT },
  },
  {
    name: 'ten thousand fields that no kustomization has',
    files: { [ROOT]: times(10_000, (index) => `field${index}: x\n`) },
    problem: { code: 'unknown-field', path: ROOT },
  },
  {
    name: 'ten thousand labels and data keys',
    files: {
      [ROOT]: `resources: [a.yaml]\ncommonLabels:\n${times(10_000, (index) => `  l${index}: x\n`)}`,
      'a.yaml': `${OBJECT}data:\n${times(10_000, (index) => `  k${index}: x\n`)}`,
    },
    problem: undefined,
  },
  {
    name: 'a huge text',
    files: { [ROOT]: 'resources: [a.yaml]\n', 'a.yaml': `${OBJECT}text: ${'word '.repeat(1_000_000)}\n` },
    problem: undefined,
  },
  {
    name: 'a hundred thousand empty documents',
    files: { [ROOT]: 'resources: [a.yaml]\n', 'a.yaml': `${'---\n'.repeat(100_000)}${OBJECT}` },
    problem: undefined,
  },
  {
    name: 'a hundred thousand documents of the same object',
    files: { [ROOT]: 'resources: [a.yaml]\n', 'a.yaml': `${OBJECT}---\n`.repeat(20_000) },
    problem: { code: 'duplicate-object', path: 'a.yaml' },
  },
  {
    name: 'a selector that backtracks',
    files: {
      [ROOT]: `resources: [a.yaml]\npatches:\n  - target: { name: "(a|aa|a*)+b" }\n    patch: '[{"op": "remove", "path": "/spec"}]'\n`,
      'a.yaml': OBJECT.replace('name: thing', `name: ${'a'.repeat(5000)}`),
    },
    problem: undefined,
  },
  {
    name: 'a selector of a million states',
    files: {
      [ROOT]: `resources: [a.yaml]\npatches:\n  - target: { name: "(((a{100}){100}){100}){100}" }\n    patch: '[{"op": "remove", "path": "/spec"}]'\n`,
      'a.yaml': OBJECT,
    },
    problem: { code: 'invalid-selector', path: ROOT },
  },
  {
    name: 'an image name of a million states',
    files: {
      [ROOT]: 'resources: [a.yaml]\nimages:\n  - { name: "(((a{100}){100}){100}){100}", newTag: x }\n',
      'a.yaml': OBJECT,
    },
    problem: undefined,
  },
  {
    name: 'replacements that go round',
    files: {
      [ROOT]:
        replacements(1000, 'spec.a', 'spec.b', '{ create: true }') +
        replacements(1000, 'spec.b', 'spec.a', '{ create: true }').split('replacements:\n')[1],
      'a.yaml': OBJECT,
    },
    problem: undefined,
  },
  {
    name: 'replacements that double an object',
    files: { [ROOT]: replacements(60, 'spec', 'spec.x, spec.y', '{ create: true }'), 'a.yaml': OBJECT },
    problem: { code: 'invalid-replacement', path: ROOT },
  },
  {
    name: 'replacements that double a text',
    files: {
      [ROOT]: replacements(60, 'spec.text', 'spec.text', '{ delimiter: ",", index: 1000000000 }'),
      'a.yaml': `${OBJECT}  text: x\n`,
    },
    problem: { code: 'invalid-replacement', path: ROOT },
  },
  {
    name: 'a replacement ten thousand deep',
    files: { [ROOT]: replacements(1, 'spec.a', `spec${'.x'.repeat(10_000)}`, '{ create: true }'), 'a.yaml': OBJECT },
    problem: { code: 'invalid-replacement', path: ROOT },
  },
  {
    name: 'a JSON patch that doubles an object',
    files: {
      [ROOT]: jsonPatch(
        `${times(
          60,
          () => '{"op":"copy","from":"/spec","path":"/spec/x"},{"op":"copy","from":"/spec","path":"/spec/y"},',
        )}{"op":"remove","path":"/spec/a"}`,
      ),
      'a.yaml': OBJECT,
    },
    problem: { code: 'invalid-patch', path: ROOT },
  },
  {
    name: 'a JSON patch that nests ten thousand deep',
    files: {
      [ROOT]: jsonPatch(
        Array.from(
          { length: 2000 },
          (_, depth) => `{"op":"add","path":"/spec${'/x'.repeat(depth + 1)}","value":{}}`,
        ).join(','),
      ),
      'a.yaml': OBJECT,
    },
    problem: { code: 'invalid-patch', path: ROOT },
  },
  {
    name: 'a variable that is everywhere',
    files: {
      [ROOT]:
        'resources: [a.yaml]\nvars:\n  - name: BIG\n    objref: { apiVersion: v1, kind: Pod, name: pod }\n    fieldref: { fieldPath: metadata.annotations.big }\n',
      'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod\n  annotations:\n    big: ${'x'.repeat(1_000_000)}\nspec:\n  containers:\n    - name: a\n      args: ["${'$(BIG)'.repeat(100_000)}"]\n`,
    },
    problem: { code: 'transform-failed', path: 'a.yaml' },
  },
  {
    name: 'one file in ten thousand generators',
    files: {
      [ROOT]: `secretGenerator:\n${times(10_000, (index) => `  - { name: s${index}, files: [big.txt] }\n`)}`,
      'big.txt': 'x'.repeat(5_000_000),
    },
    problem: { code: 'too-large', path: ROOT },
  },
  {
    name: 'definitions that double with every reference',
    files: { [ROOT]: 'resources: [a.yaml]\ncrds: [crds.json]\n', 'crds.json': CRDS, 'a.yaml': OBJECT },
    problem: { code: 'too-large', path: 'crds.json' },
  },
  {
    name: 'lists of ten thousand items that are hard to tell apart',
    files: {
      [ROOT]: 'resources: [a.yaml]\npatches: [{ path: p.yaml }]\n',
      'a.yaml': `apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec:\n  ports:\n${times(10_000, (index) => `    - { port: ${index % 5000} }\n`)}`,
      'p.yaml': `apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec:\n  ports:\n${times(10_000, (index) => `    - { port: ${index % 5000}, protocol: TCP }\n`)}`,
    },
    problem: { code: 'invalid-patch', path: 'p.yaml' },
  },
];
