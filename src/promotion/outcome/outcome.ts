import type { Cluster } from '../../fleet/find/cluster.ts';
import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { renderOnce } from '../../fleet/render/render-clusters.ts';
import { spokesOf } from '../../fleet/render/spokes.ts';
import { Units } from '../../fleet/units/units.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { compareCluster } from '../../review/cluster/compare-cluster.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import { Causes } from '../../review/origins/causes.ts';
import { filesIn } from '../../tree/files/workspace.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { type Fleet, withoutCharts } from '../plan/fleet.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** A cluster before and after an edit, and what the edit does to it. */
export interface ClusterOutcome {
  readonly before: ClusterInventory;
  readonly after: Inventory;
  readonly review: ClusterReview;
  /** The objects behind `review.gained`. */
  readonly gained: readonly InventoryObject[];
}

/** Compares values by themselves: nothing of the comparison leaves the core. */
const NO_KEY = new Uint8Array(32);
/** Nobody asks where a line was changed. */
const NO_CAUSES = new Causes([], () => undefined);

/**
 * Renders every cluster of a fleet as an edit leaves it.
 *
 * @param tree with the edits made
 * @throws Needs where an object has not been fetched yet
 */
export function outcomeOf(fleet: Fleet, tree: RepoTree): readonly ClusterOutcome[] {
  const files = filesIn(fleet.workspace, tree, [fleet.tree]);
  const hubs = fleet.clusters.filter(({ cluster }) => cluster.via === undefined);
  const sides = mapAll(hubs, ({ cluster, inventory }) => {
    const after = withoutCharts(renderOnce(files, cluster));
    return [{ cluster, inventories: [inventory, after] }, ...spokesOf(cluster, [inventory, after])].map((side) =>
      sideOf(fleet, side),
    );
  }).flat();
  const units = new Units(
    sides.flatMap(({ before, after }) => [before, { cluster: before.cluster, inventory: after }]),
  );
  return sides.map(({ before, after }) => {
    const { review } = compareCluster(
      { cluster: before.cluster, before: before.inventory, after },
      { units, key: NO_KEY, causes: NO_CAUSES, ignore: [] },
    );
    const names = new Set(review.gained.map(objectKey));
    const gained = after.objects.filter(({ resource }) => names.has(objectKey(resource)));
    return { before, after, review, gained };
  });
}

/** @throws PromotionRefusal where a spoke is added or removed */
function sideOf(fleet: Fleet, { cluster, inventories: [, after] }: Side) {
  const before = fleet.clusters.find((each) => each.cluster.name === cluster.name);
  if (before !== undefined && after !== undefined) return { before, after };
  return refuse(
    `${cluster.name} would ${after === undefined ? 'disappear' : 'be a new cluster'}`,
    'Make this change by hand.',
  );
}

interface Side {
  readonly cluster: Cluster;
  readonly inventories: readonly (Inventory | undefined)[];
}
