import type { ClusterInventory } from '../../../fleet/render/render-clusters.ts';
import { dirname } from '../../../tree/objects/paths.ts';
import { isListOfThings, kustomizationIn } from '../../files/kustomization-file.ts';
import { filesBelow } from '../../places/settle-reference.ts';
import { ownTerritory } from '../../places/territory.ts';
import type { Draft } from '../../plan/draft.ts';
import type { Plan } from '../../plan/plan.ts';
import { removeEntry } from './remove-entry.ts';

/**
 * Deletes the cluster's own lists that an edit has emptied, with the references to them: one that was made for a unit goes
 * with it. What a FluxKustomization builds stays, as that would fail without it.
 */
export function removeEmptied({ fleet, draft }: Pick<Plan, 'fleet' | 'draft'>, target: ClusterInventory): void {
  const { owns } = ownTerritory(target, fleet.clusters);
  const roots = new Set(target.inventory.roots.map(({ directory }) => directory));
  for (;;) {
    const emptied = draft.edits.find(({ path, before, after }) => {
      const directory = dirname(path);
      const list = kustomizationIn(draft, directory);
      const isEmptied = list?.path === path && list.entries.length === 0 && isListOfThings(list);
      return before !== undefined && after !== undefined && isEmptied && owns(directory) && !roots.has(directory);
    });
    if (emptied === undefined || !removeList(draft, emptied.path)) return;
  }
}

/** @returns whether its directory holds nothing else, so that it could go */
function removeList(draft: Draft, path: string): boolean {
  const directory = dirname(path);
  if (filesBelow({ draft }, directory).some((each) => each !== path)) return false;
  let isKept = false;
  for (let above = directory; above !== ''; ) {
    above = dirname(above);
    if (kustomizationIn(draft, above)?.entries.some((entry) => entry.path === directory))
      isKept = removeEntry(draft, above, directory) || isKept;
  }
  if (!isKept) draft.write(path, undefined);
  return !isKept;
}
