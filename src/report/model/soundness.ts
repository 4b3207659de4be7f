import type { Review } from '../../review/contract/review.ts';
import { isNew } from '../../review/unknown/partly-known.ts';
import { counted, grouped } from '../../text/counted.ts';
import { clustersInOrder } from './clusters/in-order.ts';

/** @returns what the review rests on, and what it leaves out, as far as there is any */
export function soundness(review: Review, folded: number): string {
  const clusters = clustersInOrder(review);
  const sum = (count: (cluster: Review['clusters'][string]) => number) =>
    clusters.reduce((total, [, cluster]) => total + count(cluster), 0);
  const unreached = clusters.filter(([, { status }]) => status === 'unreached').length;
  const checked = (which: 'validated' | 'withoutSchema' | 'standing' | 'celRules') =>
    sum(({ validation }) => validation?.[which] ?? 0);
  const standing = sum(({ unresolved }) => unresolved.filter((each) => each.standing).length);
  // What is new and only we cannot get, or was not known before.
  const hidden = sum(({ unresolved }) => unresolved.filter((each) => !each.standing && !isNew(each)).length);
  const roots = sum((cluster) => cluster.roots);
  const floating = sum(({ releases }) => releases?.floating ?? 0);
  const byInputs = `compared by inputs${floating === 0 ? '' : ` (${grouped(floating)} floating)`}`;
  return [
    `${counted(roots, 'root')} rendered in ${counted(clusters.length - unreached, 'cluster')}`,
    ...some(
      sum(({ unresolved }) => unresolved.filter(isNew).length),
      'unresolved',
    ),
    ...some(standing + unreported(review, 'standing') + checked('standing'), 'standing'),
    ...some(hidden, 'not known'),
    ...some(
      sum(({ opaque }) => opaque),
      'opaque',
    ),
    ...some(
      sum(({ external }) => external.length),
      'external',
    ),
    ...some(
      sum(({ releases }) => releases?.rendered ?? 0),
      'rendered',
      'release',
    ),
    // What Helm makes of equal inputs is taken to be equal.
    ...some(
      sum(({ releases }) => releases?.compared ?? 0),
      byInputs,
      'release',
    ),
    ...some(folded, 'folded'),
    // Other quotes, another order of keys: nothing that a cluster could tell.
    ...some(
      sum(({ respelled }) => respelled ?? 0),
      'only reformatted',
    ),
    ...some(sum(({ ignored }) => ignored) + unreported(review, 'excepted'), 'ignored'),
    ...some(checked('validated'), 'validated'),
    ...some(checked('withoutSchema'), 'without a schema'),
    ...some(checked('celRules'), 'not evaluated', 'CEL rule'),
    ...some(unreached, 'not reached by this merge', 'cluster'),
    ...some(review.unreached ?? 0, 'in no cluster', 'FluxKustomization'),
  ].join(' · ');
}

/** None says nothing. */
function some(count: number, what: string, noun?: string): readonly string[] {
  if (count === 0) return [];
  return [`${noun === undefined ? grouped(count) : counted(count, noun)} ${what}`];
}

/** Findings that are not reported count as standing or ignored. */
function unreported({ untold: all }: Review, which: 'standing' | 'excepted'): number {
  return (all ?? []).reduce((total, each) => total + each[which], 0);
}

/** @returns which two sides were compared: `merge of 1a2b3c4 into 5d6e7f8`; empty where no side is a commit */
export function comparedSides({ merge, base, head }: Review): string {
  if (base === '' || head === '') return '';
  const [from, to] = [base.slice(0, 7), head.slice(0, 7)];
  return merge.status === 'merged' ? `merge of ${to} into ${from}` : `${to} against ${from}`;
}
