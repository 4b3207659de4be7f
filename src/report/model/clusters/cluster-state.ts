import { onceEach } from '../../../memo/by-value.ts';
import type { ClusterReview, Unresolved } from '../../../review/contract/cluster-review.ts';
import type { Review } from '../../../review/contract/review.ts';
import { hasEffect, revisedReleases, upgradedReleases } from '../../../review/effects/has-effect.ts';
import { failedReleases, isPartlyKnown } from '../../../review/unknown/partly-known.ts';
import { counted } from '../../../text/counted.ts';
import { clustersInOrder, isBlocked } from './blocking.ts';

/** A cluster with what a headline says of it. */
export interface ClusterState {
  readonly name: string;
  readonly cluster: ClusterReview;
  readonly errors: number;
  readonly kind: 'blocked' | 'broken' | 'changed' | 'repaired' | 'partly' | 'unchanged' | 'unreached';
}

const rank: Readonly<Record<ClusterState['kind'], number>> = {
  blocked: 0,
  changed: 1,
  repaired: 1,
  partly: 1,
  broken: 2,
  unchanged: 3,
  unreached: 4,
};

/** @returns the clusters with the one to look at first in front: unknown, with errors, then from production downwards */
export const clusterStates = onceEach((review: Review): readonly ClusterState[] => {
  const states = clustersInOrder(review).map(([name, cluster]): ClusterState => {
    const errors = review.findings.filter((finding) => finding.severity === 'error' && finding.cluster === name).length;
    return { name, cluster, errors, kind: kindOf(cluster) };
  });
  const changing = (state: ClusterState) => rank[state.kind] <= 1;
  const backwards = states.filter(changing).reverse();
  return [...backwards, ...states.filter((state) => !changing(state))].sort(
    (a, b) => rank[a.kind] - rank[b.kind] || Math.sign(b.errors) - Math.sign(a.errors),
  );
});

function kindOf(cluster: ClusterReview): ClusterState['kind'] {
  if (isBlocked(cluster)) return 'blocked';
  if (cluster.status === 'unreached') return 'unreached';
  if (cluster.unresolved.some(isRepaired)) return 'repaired';
  if (hasEffect(cluster) || failedReleases(cluster) > 0) return 'changed';
  if (isPartlyKnown(cluster)) return 'partly';
  return cluster.status === 'failed' ? 'broken' : 'unchanged';
}

function isRepaired({ side, standing, gone, partial }: Unresolved): boolean {
  return side === 'before' && !standing && gone !== true && partial !== true;
}

/** @returns whether all of the cluster is known, and nothing happens to it or is wrong with it */
export function isUntouched({ kind, errors, cluster }: ClusterState): boolean {
  return kind === 'unchanged' && errors === 0 && revisedReleases(cluster) === 0;
}

/** @returns what happens to one cluster, without its name: `gains 3 objects, loses 1` */
export function clusterPhrase(state: ClusterState, withNoun = true, isPlural = false): string {
  const { cluster, kind, errors } = state;
  if (kind === 'blocked') return 'cannot be rendered';
  if (kind === 'broken') return 'still cannot be rendered';
  if (kind === 'unreached') return 'not reached';
  if (kind === 'unchanged') {
    const revised = revisedReleases(cluster);
    const upgraded = revised === 0 ? [] : [`but every commit upgrades ${counted(revised, 'release')}`];
    return ['unchanged', ...upgraded, ...(errors === 0 ? [] : [counted(errors, 'error')])].join(', ');
  }
  const verbs: readonly (readonly [string, number])[] = [
    ['lose', cluster.lost.length],
    ['gain', cluster.gained.length],
    ['change', cluster.changed.length],
  ];
  const phrases = verbs
    .filter(([, count]) => count > 0)
    .map(([verb, count], index) => {
      const amount = withNoun && index === 0 ? counted(count, 'object') : String(count);
      return `${verb}${isPlural ? '' : 's'} ${amount}`;
    });
  const upgraded = phrases.length === 0 ? upgradedReleases(cluster) : 0;
  if (upgraded > 0) phrases.push(`upgrade${isPlural ? '' : 's'} ${counted(upgraded, 'release')}`);
  const failed = failedReleases(cluster);
  const releases = failed === 0 ? [] : [`${counted(failed, 'release')} cannot be installed`];
  const again = kind === 'repaired' ? [`${isPlural ? 'render' : 'renders'} again (unknown before)`] : [];
  const partly = kind !== 'repaired' && isPartlyKnown(cluster) ? ['partly known'] : [];
  return [...phrases, ...releases, ...again, ...partly, ...(errors > 0 ? [counted(errors, 'error')] : [])].join(', ');
}
