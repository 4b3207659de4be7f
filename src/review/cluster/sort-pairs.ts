import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { builtinSchemas } from '../../kubernetes/api/schemas.ts';
import { placeOfAnyVersion } from '../../tree/sources/mount.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { fieldChanges } from '../diff/field-changes.ts';
import type { BothSides, ObjectChange, Pair } from '../diff/pair.ts';

/** The objects of a cluster by what becomes of them; those that stay as they are are left out. */
export interface SortedPairs {
  readonly gained: readonly InventoryObject[];
  readonly lost: readonly InventoryObject[];
  readonly changed: readonly ObjectChange[];
  /** Equal in content, in another place. */
  readonly moved: readonly { readonly before: InventoryObject; readonly after: InventoryObject }[];
  /** How many are written otherwise and render the same. */
  readonly respelled: number;
}

export function sortPairs(pairs: readonly Pair[]): SortedPairs {
  const gained: InventoryObject[] = [];
  const lost: InventoryObject[] = [];
  const changed: ObjectChange[] = [];
  const moved: { before: InventoryObject; after: InventoryObject }[] = [];
  let respelled = 0;
  for (const { before, after, isShared } of pairs) {
    if (before === undefined || after === undefined) {
      if (after !== undefined) gained.push(after);
      if (before !== undefined) lost.push(before);
      continue;
    }
    if (before.root === after.root && before.resource === after.resource) continue;
    const { node, apiVersion, kind } = after.resource;
    const isSame = before.resource.node === node;
    const changes = isSame ? [] : fieldChanges(before.resource.node, node, builtinSchemas.schemaFor(apiVersion, kind));
    const both = { before, after, ...(isShared === undefined ? {} : { isShared }) };
    if (changes.length > 0) changed.push({ ...both, changes });
    else if (hasMoved(both)) moved.push({ before, after });
    else if (isRespelled(before.resource.node, node)) respelled += 1;
  }
  return { gained, lost, changed, moved, respelled };
}

/** @returns whether an object is elsewhere: in another root, under another directory of it, in another file. */
export function hasMoved({ before, after, isShared }: BothSides): boolean {
  if (isShared === true) return false;
  const [was, is] = [before, after].map(({ resource, root }) =>
    [root.directory, resource.trail.origin.path].map(placeOfAnyVersion).join('\n'),
  );
  return before.root.name !== after.root.name || was !== is;
}

/** @returns whether two nodes that render alike are written otherwise: other quotes, other digits, another order of keys */
function isRespelled(before: Node, after: Node): boolean {
  if (before === after) return false;
  if (before instanceof Scalar)
    return after instanceof Scalar && (before.text !== after.text || before.style !== after.style);
  if (before instanceof Mapping) {
    if (!(after instanceof Mapping)) return true;
    const keys = [...after.entries.keys()];
    return [...before.entries].some(([key, value], index) => {
      const other = after.get(key);
      return keys[index] !== key || other === undefined || isRespelled(value, other);
    });
  }
  if (after instanceof Scalar || after instanceof Mapping) return true;
  return before.items.some((item, index) => {
    const other = after.items[index];
    return other === undefined || isRespelled(item, other);
  });
}
