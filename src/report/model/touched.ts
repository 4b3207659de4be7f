import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Affected } from '../../review/contract/object-change.ts';

type Named = Pick<Affected, 'apiVersion' | 'kind' | 'namespace' | 'name'>;

/** @returns what a change reaches by reference only: an object that changes itself tells that with its change */
export function touched(cluster: ClusterReview): readonly Affected[] {
  const own = new Set(
    [...cluster.gained, ...cluster.lost, ...cluster.changed, ...cluster.moved].map((change) => keyOf(change)),
  );
  return cluster.affected.filter((each) => !own.has(keyOf(each)));
}

/** @returns what else reaches an object that changes itself, each as the end of a sentence that begins with its name */
export function alsoTouched({ affected }: ClusterReview, change: Named): readonly string[] {
  return affected.filter((each) => keyOf(each) === keyOf(change)).map(({ reason }) => reason);
}

function keyOf({ apiVersion, kind, namespace, name }: Named): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}
