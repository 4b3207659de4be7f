import type { ClusterReview } from '../contract/cluster-review.ts';

/** @returns whether anything of a cluster is other than before: an object of its own, or a release that is upgraded. */
export function hasEffect({ gained, lost, changed, affected }: ClusterReview): boolean {
  return gained.length + lost.length + changed.length > 0 || upgradedReleases({ affected }) > 0;
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
