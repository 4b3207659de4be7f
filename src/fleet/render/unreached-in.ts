import type { Inventory } from '../../flux/roots/inventory.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { WrittenFluxKustomization } from '../find/search/written-flux-kustomization.ts';
import type { ClusterSides } from './render-fleet.ts';

/** @returns what every cluster runs, on both sides, each once */
export function inventoriesIn(fleet: readonly ClusterSides[]): readonly Inventory[] {
  const sides = fleet.flatMap(({ before, after }) => [before, after]);
  return [...new Set(sides.flatMap((side) => (side === undefined ? [] : [side])))];
}

/** The files from which a cluster has FluxKustomizations: those that it builds, and those of other repositories. */
const fluxFilesOf = onceEach(({ roots, external, above }: Inventory): ReadonlySet<string> => {
  const own = [...roots, ...above].flatMap(({ flux }) => flux ?? []);
  return new Set([...own, ...external.map(({ flux }) => flux)].map(({ resource }) => resource.trail.origin.path));
});

/**
 * The FluxKustomizations of a repository that no cluster reaches: their files are part of nothing that was rendered. What
 * a cluster reads and patches away is reached.
 */
export function unreachedIn(
  written: readonly WrittenFluxKustomization[],
  inventories: readonly Inventory[],
): readonly WrittenFluxKustomization[] {
  const isReached = (file: string) =>
    inventories.some((each) => fluxFilesOf(each).has(file)) || inventories.some((each) => hasRead(each, file));
  const reached = new Map([...new Set(written.map(({ file }) => file))].map((file) => [file, isReached(file)]));
  return written.filter(({ file }) => reached.get(file) === false);
}

function hasRead(inventory: Inventory, file: string): boolean {
  const known = filesAsked(inventory);
  const found = known.get(file) ?? inventory.roots.some(({ reads }) => reads.has(file));
  known.set(file, found);
  return found;
}

/** Most of a fleet is the same from one review to the next. */
const filesAsked = onceEach((_: Inventory) => new Map<string, boolean>());
