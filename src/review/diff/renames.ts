import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { Mapping, type Node } from '../../yaml/node/node.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { toJson } from '../../yaml/print/to-json.ts';

/**
 * Finds lost objects that a gained one equals in all but its name, or its namespace: to Flux they are two objects, to
 * people one with another name.
 *
 * @returns by the gained object the lost one; only where either has no other that is as like
 */
export function findRenames(
  lost: readonly InventoryObject[],
  gained: readonly InventoryObject[],
): ReadonlyMap<InventoryObject, InventoryObject> {
  const renames = new Map<InventoryObject, InventoryObject>();
  for (const identify of [withoutName, withoutNamespace]) {
    const losses = groupBy(lost, identify);
    for (const [key, matches] of groupBy(gained, identify)) {
      const [before, ...others] = losses.get(key) ?? [];
      const [after, ...more] = matches;
      if (before === undefined || after === undefined || others.length + more.length > 0) continue;
      if (![...renames].some(([to, from]) => to === after || from === before)) renames.set(after, before);
    }
  }
  return renames;
}

function groupBy(
  objects: readonly InventoryObject[],
  keyOf: (object: InventoryObject) => string | undefined,
): ReadonlyMap<string, readonly InventoryObject[]> {
  const groups = new Map<string, InventoryObject[]>();
  for (const object of objects) {
    const key = keyOf(object);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return groups;
}

function withoutName(object: InventoryObject): string | undefined {
  return without(object, 'name');
}

function withoutNamespace(object: InventoryObject): string | undefined {
  return without(object, 'namespace');
}

/** A manifest that says little but its name is like any other of its kind: nothing tells that it was renamed. */
function without({ resource }: InventoryObject, key: string): string | undefined {
  const { node } = resource;
  const content = [...node.entries.keys()].filter((each) => !['apiVersion', 'kind', 'metadata'].includes(each));
  const metadata: Node | undefined = node.get('metadata');
  if (content.length === 0 || !(metadata instanceof Mapping)) return undefined;
  try {
    return toJson(node.with('metadata', metadata.without(key)));
  } catch (error) {
    if (error instanceof Unprintable) return undefined;
    throw error;
  }
}
