import type { Cluster } from '../../fleet/find/cluster.ts';
import { isStage, stageOf } from '../../fleet/find/names/promotion-order.ts';
import { listedAtLength } from '../../text/counted.ts';
import type { FleetContext } from '../view/rule.ts';
import type { Side } from '../view/side.ts';

/** What the last stage is called in `src/fleet/find/names/promotion-order.ts`. */
const PRODUCTION = stageOf('production');

/** @returns whether a change of a cluster deserves a second look: it is protected, or its name says production. */
export function isGuarded({ name, protected: isProtected }: Cluster): boolean {
  return isProtected || stageOf(name) === PRODUCTION;
}

/** @returns the clusters of the stage that a change reaches last before a cluster; none where its name says no stage. */
export function previousStage(cluster: Cluster, { fleet }: FleetContext): readonly Side[] {
  if (!isStage(cluster.name)) return [];
  const own = stageOf(cluster.name);
  const earlier = fleet.filter((side) => isStage(side.cluster.name) && stageOf(side.cluster.name) < own);
  const last = Math.max(...earlier.map((side) => stageOf(side.cluster.name)));
  return earlier.filter((side) => stageOf(side.cluster.name) === last);
}

/** @returns names as a sentence has them: `dev`, `dev and test`. */
export function namesOf(clusters: readonly { readonly cluster: Cluster }[]): string {
  return listedAtLength(clusters.map(({ cluster }) => cluster.name));
}
