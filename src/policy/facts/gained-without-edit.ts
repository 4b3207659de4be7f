import type { InventoryObject } from '../../flux/roots/inventory.ts';
import type { ClusterView } from '../view/rule.ts';
import type { Side } from '../view/side.ts';

/**
 * @returns the objects that a cluster gains although nothing in its own tree was edited: something that it shares with
 *   others has brought them in
 */
export function gainedWithoutEdit({ former, latter, pairs }: ClusterView): readonly InventoryObject[] {
  const gained = pairs.flatMap(({ before, after }) => (before === undefined && after !== undefined ? [after] : []));
  if (gained.length === 0 || former === undefined || latter === undefined) return [];
  return isEdited(former, latter) ? [] : gained;
}

function isEdited(former: Side, latter: Side): boolean {
  const [before, after] = [former, latter].map(ownFiles);
  if (before === undefined || after === undefined || before.size !== after.size) return true;
  return [...before].some(([path, id]) => after.get(path) !== id);
}

/** What the renders of a cluster have read in its own tree. */
function ownFiles(side: Side): ReadonlyMap<string, string> {
  const reads = side.inventory.roots.flatMap((root) => [...root.reads]);
  return new Map(reads.filter(([path, id]) => side.owns(path) && id !== 'absent'));
}
