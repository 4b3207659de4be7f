import type { InventoryObject } from '../flux/inventory.ts';
import { onceEach } from '../tree/once-each.ts';

/** One object on both sides of a change; at least one of them is there. */
export interface Pair {
  readonly before: InventoryObject | undefined;
  readonly after: InventoryObject | undefined;
}

/**
 * Pairs the objects of two inventories by group, kind, namespace and name; a new version of an API is the same object,
 * and a generated name counts without its hash.
 *
 * @returns pairs in the order of what is after, then of what is only before; and objects that stand twice on a side
 */
export function pairObjects(before: readonly InventoryObject[], after: readonly InventoryObject[]): readonly Pair[] {
  const former = new Map(before.map((object) => [keyOf(object.resource), object]));
  const latter = new Map(after.map((object) => [keyOf(object.resource), object]));
  const pairs: Pair[] = [...latter].map(([key, object]) => ({ before: former.get(key), after: object }));
  for (const [key, object] of former) if (!latter.has(key)) pairs.push({ before: object, after: undefined });
  return pairs;
}

/** @returns objects that a later root applies too, in the order in which they are met. */
export function sharedObjects(
  objects: readonly InventoryObject[],
): readonly (readonly [InventoryObject, InventoryObject])[] {
  const seen = new Map<string, InventoryObject>();
  const shared: (readonly [InventoryObject, InventoryObject])[] = [];
  for (const object of objects) {
    const key = keyOf(object.resource);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, object);
    else shared.push([first, object]);
  }
  return shared;
}

const keyOf = onceEach((resource: InventoryObject['resource']): string => {
  const { group, kind } = resource.gvk;
  return `${group}/${kind}/${resource.namespace}/${stableName(resource)}`;
});

/** @returns the name without the hash of a generated object, which is another with every change of its content. */
function stableName({ trail, name }: InventoryObject['resource']): string {
  if (trail.generated?.needsHash !== true) return name;
  return `${trail.previousIds.at(-1)?.name ?? name}-*`;
}
