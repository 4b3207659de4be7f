import { type Known, knownOf, randomFields } from './kustomizations.ts';
import { type Object_, randomObject } from './objects.ts';
import { type Json, Random } from './random.ts';
import { writeYaml } from './write-yaml.ts';

/** A random repository: files as values, so that they can be made smaller, and what to build. */
export interface Tree {
  readonly seed: number;
  readonly target: string;
  /** A text as it is, a list of objects as documents, anything else as one document. */
  readonly files: ReadonlyMap<string, TreeFile>;
}

export type TreeFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'objects'; readonly objects: readonly Object_[] }
  | { readonly kind: 'value'; readonly value: Json };

/** Makes the tree of a seed: one to three layers of bases, with components now and then. */
export function randomTree(seed: number): Tree {
  const random = new Random(seed);
  const files = new Map<string, TreeFile>();
  const reached = layer(random, files, 'base', [], 'Kustomization');
  let below: readonly string[] = ['../base'];
  let known = reached;
  if (random.chance(0.25)) {
    const other = layer(random, files, 'other', [], 'Kustomization');
    known = [...known, ...other];
    below = [...below, '../other'];
  }
  const depth = random.int(0, 2);
  let target = 'base';
  for (let level = 0; level < depth; level++) {
    const name = level === 0 ? 'overlay' : 'top';
    const components = random.chance(0.3) ? [`../component${level}`] : [];
    const added = components.length === 0 ? [] : layer(random, files, `component${level}`, known, 'Component');
    known = [...layer(random, files, name, known, 'Kustomization', below, components), ...added];
    below = [`../${name}`];
    target = name;
  }
  return { seed, target, files };
}

function layer(
  random: Random,
  files: Map<string, TreeFile>,
  directory: string,
  inherited: readonly Known[],
  kind: 'Kustomization' | 'Component',
  bases: readonly string[] = [],
  components: readonly string[] = [],
): readonly Known[] {
  const objects = distinct(
    random.some(bases.length === 0 && kind !== 'Component' ? 1 : 0, bases.length === 0 ? 5 : 1, () =>
      randomObject(random),
    ),
    inherited,
  );
  const known = [...inherited, ...objects.map(knownOf)];
  const { fields, files: extra } = randomFields(random, known, directory === 'top');
  const resources = [...bases, ...(objects.length > 0 ? ['objects.yaml'] : [])];
  const kustomization = {
    ...(kind === 'Component' ? { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind } : {}),
    ...(resources.length > 0 ? { resources } : {}),
    ...(components.length > 0 ? { components } : {}),
    ...fields,
  };
  files.set(`${directory}/kustomization.yaml`, { kind: 'value', value: kustomization });
  if (objects.length > 0) files.set(`${directory}/objects.yaml`, { kind: 'objects', objects });
  for (const [name, value] of extra) {
    files.set(
      `${directory}/${name}`,
      typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'value', value },
    );
  }
  return known;
}

function distinct(objects: readonly Object_[], inherited: readonly Known[]): readonly Object_[] {
  const seen = new Set(inherited.map((each) => `${each.kind}/${each.name}`));
  return objects.filter((object) => {
    const { kind, name } = knownOf(object);
    const isNew = !seen.has(`${kind}/${name}`);
    seen.add(`${kind}/${name}`);
    return isNew;
  });
}

/** @returns the files as text. */
export function textsOf({ seed, files }: Tree): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, file]) => [path, textOf(file, new Random(seed + 7))]));
}

function textOf(file: TreeFile, random: Random): string {
  if (file.kind === 'text') return file.text;
  if (file.kind === 'value') return writeYaml(file.value, random);
  return file.objects.map((object) => writeYaml(object, random)).join('---\n');
}
