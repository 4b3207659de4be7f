import { type Known, knownOf } from './fields/known.ts';
import { randomFields } from './fields/random-fields.ts';
import { randomObject } from './objects/random-object.ts';
import { type Json, type JsonObject, Random } from './random.ts';
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
  | { readonly kind: 'objects'; readonly objects: readonly JsonObject[] }
  | { readonly kind: 'value'; readonly value: Json };

/** One kustomization of a tree. */
interface Layer {
  readonly directory: string;
  readonly kind: 'Kustomization' | 'Component';
  readonly inherited: readonly Known[];
  readonly bases: readonly string[];
  readonly components: readonly string[];
  readonly isRoot: boolean;
}

const OVERLAYS = ['overlay', 'top'];

/** Makes the tree of a seed: one to three layers of bases, with components now and then. */
export function randomTree(seed: number): Tree {
  const random = new Random(seed);
  const files = new Map<string, TreeFile>();
  const overlays = OVERLAYS.slice(0, random.int(0, 2));
  const target = overlays.at(-1) ?? 'base';
  const base: Layer = {
    directory: 'base',
    kind: 'Kustomization',
    inherited: [],
    bases: [],
    components: [],
    isRoot: target === 'base',
  };
  let known = layer(random, files, base);
  let below: readonly string[] = ['../base'];
  if (random.chance(0.25)) {
    known = [...known, ...layer(random, files, { ...base, directory: 'other', isRoot: false })];
    below = [...below, '../other'];
  }
  overlays.forEach((directory, level) => {
    const component: Layer = { ...base, directory: `component${level}`, kind: 'Component', inherited: known };
    const isMixed = random.chance(0.3);
    const added = isMixed ? layer(random, files, { ...component, isRoot: false }) : [];
    const components = isMixed ? [`../component${level}`] : [];
    const isRoot = directory === target;
    const own = layer(random, files, { ...base, directory, inherited: known, bases: below, components, isRoot });
    known = [...own, ...added];
    below = [`../${directory}`];
  });
  return { seed, target, files };
}

function layer(random: Random, files: Map<string, TreeFile>, asked: Layer): readonly Known[] {
  const { directory, kind, inherited, bases, components, isRoot } = asked;
  const isBase = bases.length === 0;
  const objects = distinct(
    random.some(isBase && kind !== 'Component' ? 1 : 0, isBase ? 5 : 1, () => randomObject(random)),
    inherited,
  );
  const known = [...inherited, ...objects.map(knownOf)];
  const { fields, files: extra, generated } = randomFields(random, known, isRoot);
  const file = objects.length === 0 ? undefined : random.chance(0.1) ? 'list.yaml' : 'objects.yaml';
  files.set(`${directory}/kustomization.yaml`, {
    kind: 'value',
    value: { ...typeOf(random, kind), ...references(random, bases, file, components), ...fields },
  });
  if (file !== undefined) files.set(`${directory}/${file}`, objectsFile(objects, file === 'list.yaml'));
  for (const [name, value] of extra) {
    files.set(
      `${directory}/${name}`,
      typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'value', value },
    );
  }
  return [...known, ...generated];
}

function typeOf(random: Random, kind: Layer['kind']): JsonObject {
  if (kind === 'Component') return { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind };
  return random.chance(0.3) ? { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind } : {};
}

/** Bases stand among the resources or, as of old, in a field of their own. */
function references(
  random: Random,
  bases: readonly string[],
  file: string | undefined,
  components: readonly string[],
): JsonObject {
  const own = file === undefined ? [] : [file];
  const isOld = bases.length > 0 && random.chance(0.1);
  const resources = isOld ? own : [...bases, ...own];
  return {
    ...(resources.length > 0 ? { resources } : {}),
    ...(isOld ? { bases } : {}),
    ...(components.length > 0 ? { components } : {}),
  };
}

function objectsFile(objects: readonly JsonObject[], isList: boolean): TreeFile {
  if (!isList) return { kind: 'objects', objects };
  return { kind: 'value', value: { apiVersion: 'v1', kind: 'List', items: objects } };
}

function distinct(objects: readonly JsonObject[], inherited: readonly Known[]): readonly JsonObject[] {
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
