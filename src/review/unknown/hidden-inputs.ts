import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/** Something that decides what a root holds. */
interface Input {
  /** The file that it stands in. */
  readonly path: string;
  readonly value: string;
}

/** By what names an input on both sides. */
export type Inputs = ReadonlyMap<string, Input>;

/** What decides what is hidden, compared over the two sides of a merge. */
interface InputChange {
  /** The files, and directories, in which it differs. */
  readonly changed: readonly string[];
  /** All of it, on both sides. */
  readonly ids: string;
}

/**
 * @param roots that are not known, and those that they hold
 * @returns all that decides what they hold: the files that they read, or would read; their specs; their variables
 */
export function inputsOf(roots: readonly Root[]): Inputs {
  const inputs = new Map<string, Input>();
  for (const { reads, flux, release, set, variablesFrom, name, home } of roots) {
    for (const [path, id] of reads) if (id !== 'absent') inputs.set(path, { path, value: id });
    if (flux !== undefined) {
      inputs.set(`spec ${home} ${name}`, { path: flux.resource.trail.origin.path, value: contentOf(flux.spec) });
    }
    if (release !== undefined) {
      inputs.set(`release ${home} ${name}`, {
        path: release.holder.resource.trail.origin.path,
        value: release.inputs,
      });
    }
    for (const each of set === undefined ? [] : [set.holder.resource, ...set.providers]) {
      const key = `set ${home} ${name} ${each.id}`;
      inputs.set(key, { path: each.trail.origin.path, value: contentOf(each.node) });
    }
    for (const { kind, namespace, name: source, node, trail } of variablesFrom) {
      const key = `variables ${home} ${kind} ${namespace} ${source}`;
      inputs.set(key, { path: trail.origin.path, value: contentOf(node) });
    }
  }
  return inputs;
}

/** @returns what differs of the inputs of something; `undefined` where nothing does */
export function inputChange(before: Inputs, after: Inputs): InputChange | undefined {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  const differing = keys.filter((key) => before.get(key)?.value !== after.get(key)?.value);
  if (differing.length === 0) return undefined;
  const paths = new Set(differing.map((key) => (after.get(key) ?? before.get(key))?.path ?? ''));
  // A directory differs with what is in it: that says more.
  const changed = [...paths].filter((path) => ![...paths].some((other) => other.startsWith(`${path}/`)));
  return {
    changed: changed.sort(),
    ids: JSON.stringify(keys.map((key) => [key, idOf(before, key), idOf(after, key)])),
  };
}

function idOf(inputs: Inputs, key: string): string {
  return inputs.get(key)?.value ?? '';
}

/** @returns what objects hold: a text that is the same for the same ones */
export function objectsText({ objects }: Pick<Inventory, 'objects'>): string {
  return JSON.stringify(objects.map(({ resource }) => contentOf(resource.node)).sort());
}

/** The same text for the same content, whether or not it could be printed. */
export function contentOf(node: Node): string {
  return JSON.stringify(plain(node));
}

function plain(node: Node): unknown {
  if (node instanceof Scalar) return [node.tag, node.text];
  if (!(node instanceof Mapping)) return node.items.map(plain);
  const keys = [...node.entries.keys()].sort();
  return { mapping: keys.map((key) => [key, plain(node.entries.get(key) ?? NOTHING)]) };
}

const NOTHING = new Mapping([]);
