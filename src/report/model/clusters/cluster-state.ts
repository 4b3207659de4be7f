import { onceEach } from '../../../memo/by-value.ts';
import type { ClusterReview, Unresolved } from '../../../review/contract/cluster-review.ts';
import type { Review } from '../../../review/contract/review.ts';
import {
  droppedObjects,
  hasEffect,
  movedAs,
  revisedReleases,
  upgradedReleases,
} from '../../../review/effects/has-effect.ts';
import { failedReleases, isPartlyKnown } from '../../../review/unknown/partly-known.ts';
import { counted, grouped } from '../../../text/counted.ts';
import { isBlocked } from './blocking.ts';
import { clustersInOrder } from './in-order.ts';

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

/** @returns the clusters as the matrix has them, in promotion order */
export const statesInOrder = onceEach((review: Review): readonly ClusterState[] =>
  clustersInOrder(review).map(([name, cluster]) => {
    const errors = review.findings.filter((finding) => finding.severity === 'error' && finding.cluster === name).length;
    return { name, cluster, errors, kind: kindOf(cluster) };
  }),
);

/** @returns the clusters with the one to look at first in front: unknown, with errors, then from production downwards */
export const clusterStates = onceEach((review: Review): readonly ClusterState[] => {
  const states = statesInOrder(review);
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
  const { cluster } = state;
  const verbs: readonly (readonly [string, number])[] = [
    ['lose', cluster.lost.length],
    ['gain', cluster.gained.length],
    ['change', cluster.changed.length],
  ];
  const phrases = verbs
    .filter(([, count]) => count > 0)
    .map(([verb, count], index) => {
      const amount = withNoun && index === 0 ? counted(count, 'object') : grouped(count);
      return `${verb}${isPlural ? '' : 's'} ${amount}`;
    });
  return quietPhrase(state) ?? [...phrases, ...otherPhrases(state, phrases.length > 0, isPlural)].join(', ');
}

/** @returns the same in signs, beside a headline that says what moves: `~41 +2 −1`; without definitions that stay as they are */
export function clusterSigns(state: ClusterState, isPlural: boolean): string {
  const { changed, gained, lost } = state.cluster;
  const counts = [
    ['~', changed.filter((each) => !isStayingDefinition(each)).length],
    ['+', gained.length],
    ['−', lost.length],
  ] as const;
  const signs = counts.filter(([, count]) => count > 0).map(([sign, count]) => `${sign}${grouped(count)}`);
  const all = [...(signs.length === 0 ? [] : [signs.join(' ')]), ...otherPhrases(state, signs.length > 0, isPlural)];
  return quietPhrase(state) ?? all.join(', ');
}

/** @returns whether an object is a definition in a chart's folder `crds/` that Helm does not replace */
export function isStayingDefinition({ kind, effect, release }: ClusterReview['changed'][number]): boolean {
  return kind === 'CustomResourceDefinition' && effect === 'exempt' && release !== undefined;
}

/** What is said where nothing is known to happen. */
function quietPhrase({ cluster, kind, errors }: ClusterState): string | undefined {
  if (kind === 'blocked') return 'cannot be rendered';
  if (kind === 'broken') return 'still cannot be rendered';
  if (kind === 'unreached') return 'not reached';
  if (kind !== 'unchanged') return undefined;
  const revised = revisedReleases(cluster);
  const upgraded = revised === 0 ? [] : [`but every commit upgrades ${counted(revised, 'release')}`];
  return ['unchanged', ...upgraded, ...(errors === 0 ? [] : [counted(errors, 'error')])].join(', ');
}

function otherPhrases(state: ClusterState, isTold: boolean, isPlural: boolean): readonly string[] {
  const { cluster, kind, errors } = state;
  const upgraded = isTold ? 0 : upgradedReleases(cluster);
  const failed = failedReleases(cluster);
  const dropped = droppedObjects(cluster);
  const [raced, recreated] = [movedAs(cluster, 'race'), movedAs(cluster, 'recreated')];
  return [
    ...(raced === 0 ? [] : [`may lose ${counted(raced, 'moved object')}`]),
    ...(dropped === 0 ? [] : [`may lose ${counted(dropped, 'shared object')}`]),
    ...(recreated === 0 ? [] : [`recreate${isPlural ? '' : 's'} ${counted(recreated, 'moved object')}`]),
    ...(upgraded === 0 ? [] : [`upgrade${isPlural ? '' : 's'} ${counted(upgraded, 'release')}`]),
    ...(failed === 0 ? [] : [`${counted(failed, 'release')} cannot be installed`]),
    ...(kind === 'repaired' ? [`${isPlural ? 'render' : 'renders'} again (unknown before)`] : []),
    ...(kind !== 'repaired' && isPartlyKnown(cluster) ? ['partly known'] : []),
    ...(errors > 0 ? [counted(errors, 'error')] : []),
  ];
}
