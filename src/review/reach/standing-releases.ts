import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import { sameResources } from '../../flux/roots/same-resources.ts';
import { onceTogether } from '../../memo/by-value.ts';

const once = onceTogether<ReadonlySet<Root>>();
const NONE: ReadonlySet<Root> = new Set();

/**
 * The releases that come out otherwise on the two sides though Helm is given the same, as the cluster serves other APIs:
 * nothing upgrades them by that, and they come out otherwise with their next upgrade.
 *
 * @returns their roots of both sides
 * @see fluxcd/helm-controller internal/reconcile DetermineReleaseState, which compares charts, values and post-renderers
 */
export function standingReleases(before: Inventory | undefined, after: Inventory | undefined): ReadonlySet<Root> {
  if (before === undefined || after === undefined || before === after) return NONE;
  return once([before, after], () => {
    const was = new Map(before.roots.filter(({ by }) => by === 'release').map((root) => [rootKey(root), root]));
    return new Set(
      after.roots.flatMap((root) => {
        const other = was.get(rootKey(root));
        const isStanding = other !== undefined && other.release?.inputs === root.release?.inputs;
        return isStanding && !sameResources(other.resources, root.resources) ? [other, root] : [];
      }),
    );
  });
}

/** @returns the objects of a side without those of releases that stand as they were installed */
export function withoutStanding(
  objects: readonly InventoryObject[],
  standing: ReadonlySet<Root>,
): readonly InventoryObject[] {
  return standing.size === 0 ? objects : objects.filter(({ root }) => !standing.has(root));
}
