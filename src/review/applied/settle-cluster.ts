import { type Cluster, minorIn } from '../../fleet/find/cluster.ts';
import { type InForce, inForceKey } from '../../flux/roots/in-force.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { inForceOf } from './in-force-of.ts';

/** What one root keeps back may bring in others that keep something back: a chain of this many is followed. */
const MOST_ROUNDS = 5;

/**
 * Gives what a cluster runs once Flux is through with a merge. A FluxKustomization runs by the spec that is in the
 * cluster, and its parent applies that; so what the cluster holds is taken from a first render, and the merge is rendered
 * again by it, until nothing more is kept back. Where nothing is, nothing is rendered again.
 *
 * @param before `undefined` for a cluster that is new
 * @param after what the files say
 * @param render the same by what is in force
 * @throws Needs where an object has not been fetched yet
 */
export function settleCluster(
  before: Inventory | undefined,
  after: Inventory,
  render: (inForce: InForce) => Inventory,
  cluster: Cluster,
): Inventory {
  let settled = after;
  let key: string | undefined;
  let known: InForce | undefined;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const inForce = inForceOf(before, settled, known, minorIn(cluster));
    const next = inForce && inForceKey(inForce);
    if (next === key) break;
    key = next;
    known ??= inForce;
    settled = inForce === undefined ? after : render(inForce);
  }
  return settled;
}
