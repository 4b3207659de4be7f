import type { InventoryObject } from '../../flux/roots/inventory.ts';
import type { ClusterView } from '../view/rule.ts';
import type { Side } from '../view/side.ts';

/**
 * @returns the objects that a cluster gains although nothing in its own tree was edited: something that it shares with
 *   others has brought them in
 */
export function gainedWithoutEdit(view: ClusterView): readonly InventoryObject[] {
  const gained = view.pairs.differing.flatMap(({ before, after }) =>
    before === undefined && after !== undefined ? [after] : [],
  );
  if (gained.length === 0 || view.before === undefined || view.after === undefined) return [];
  return isEdited(view.before, view.after) ? [] : gained;
}

function isEdited(before: Side, after: Side): boolean {
  const [readBefore, readAfter] = [ownFiles(before), ownFiles(after)];
  if (readBefore.size !== readAfter.size) return true;
  return [...readBefore].some(([path, id]) => readAfter.get(path) !== id);
}

/** What the renders of a cluster have read in its own tree. */
function ownFiles(side: Side): ReadonlyMap<string, string> {
  const reads = side.inventory.roots.flatMap((root) => [...root.reads]);
  return new Map(reads.filter(([path, id]) => side.owns(path) && id !== 'absent'));
}
