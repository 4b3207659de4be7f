import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../contract/cluster-review.ts';
import type { Handover } from '../contract/object-change.ts';

/**
 * @returns whether anything of a cluster is other than before: an object of its own, a release that is upgraded, or an
 *   object that may be deleted on its way to another root, or under another one
 */
export function hasEffect(cluster: ClusterReview): boolean {
  const { gained, lost, changed } = cluster;
  const moved = movedAs(cluster, 'race') + movedAs(cluster, 'recreated');
  const touched = moved + droppedObjects(cluster) + upgradedReleases(cluster);
  return gained.length + lost.length + changed.length + touched > 0;
}

/** @returns how many objects one of their roots gives up and may delete, while another still applies them */
export function droppedObjects({ affected }: Pick<ClusterReview, 'affected'>): number {
  return new Set(affected.filter(({ effect }) => effect === 'dropped').map(objectKey)).size;
}

/** @returns how many objects without a change of their own go to another root in that way */
export function movedAs({ moved }: Pick<ClusterReview, 'moved'>, how: Handover): number {
  return moved.filter(({ handover }) => handover === how).length;
}

/** @returns how many releases are upgraded without a change of their own. */
export function upgradedReleases(cluster: Pick<ClusterReview, 'affected'>): number {
  return countReleases(cluster, 'upgraded');
}

/** @returns how many releases every commit upgrades, whatever is in it: nothing that a change could do about. */
export function revisedReleases(cluster: Pick<ClusterReview, 'affected'>): number {
  return countReleases(cluster, 'revised');
}

function countReleases({ affected }: Pick<ClusterReview, 'affected'>, which: 'upgraded' | 'revised'): number {
  const names = affected.filter(({ effect }) => effect === which).map(({ namespace, name }) => `${namespace}/${name}`);
  return new Set(names).size;
}
