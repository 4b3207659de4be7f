import { compareCluster } from '../review/cluster/compare-cluster.ts';
import type { ClusterReview } from '../review/contract/cluster-review.ts';
import { Causes } from '../review/origins/causes.ts';
import { explainObject, type ObjectExplanation } from '../review/origins/explain-object.ts';
import { findCluster } from './places/source-and-targets.ts';
import { findSubject } from './places/subject.ts';
import type { Fleet } from './plan/fleet.ts';

/** An object of a cluster, and where it comes from. */
export interface Explained {
  readonly cluster: string;
  readonly explanation: ObjectExplanation;
}

/**
 * Explains every object that a name means, in one cluster or in all that have it.
 *
 * @throws PromotionRefusal with the nearest name
 */
export function explain(fleet: Fleet, asked: string, cluster?: string): readonly Explained[] {
  const subject = findSubject(fleet, asked);
  const clusters = cluster === undefined ? fleet.clusters : [findCluster(fleet, cluster)];
  return clusters.flatMap(({ cluster: { name }, inventory }) =>
    inventory.objects
      .filter(subject.has)
      .map((object) => ({ cluster: name, explanation: explainObject(object, inventory) })),
  );
}

/**
 * Compares two clusters: what would change if the first became the second.
 *
 * @throws PromotionRefusal with the nearest name
 */
export function compare(fleet: Fleet, one: string, other: string): ClusterReview {
  const [before, after] = [findCluster(fleet, one), findCluster(fleet, other)];
  // No line was changed by anybody: these are two clusters of one commit.
  const means = { units: fleet.units, key: new Uint8Array(32), causes: new Causes([], () => undefined), ignore: [] };
  return compareCluster({ cluster: after.cluster, before: before.inventory, after: after.inventory }, means).review;
}
