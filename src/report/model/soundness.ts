import type { Review } from '../../review/contract/review.ts';
import { isNew } from '../../review/unknown/partly-known.ts';
import { counted } from '../../text/counted.ts';
import { clustersInOrder } from './clusters/blocking.ts';

/** What the review rests on, and what it leaves out: every number, also when it is none. */
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
  const numbers = [
    `${counted(
      sum(({ roots }) => roots),
      'root',
    )} rendered in ${counted(clusters.length - unreached, 'cluster')}`,
    `${sum(({ unresolved }) => unresolved.filter(isNew).length)} unresolved`,
    `${standing + unreported(review, 'standing') + checked('standing')} standing`,
    ...(hidden === 0 ? [] : [`${hidden} not known`]),
    `${sum(({ opaque }) => opaque)} opaque`,
    `${sum(({ external }) => external.length)} external`,
    ...releases(
      sum(({ releases }) => releases?.rendered ?? 0),
      sum(({ releases }) => releases?.compared ?? 0),
      sum(({ releases }) => releases?.floating ?? 0),
    ),
    `${folded} folded`,
    ...respelled(sum(({ respelled: count }) => count ?? 0)),
    `${sum(({ ignored }) => ignored) + unreported(review, 'excepted')} ignored`,
    ...(checked('validated') + checked('withoutSchema') === 0
      ? []
      : [`${checked('validated')} validated`, `${checked('withoutSchema')} without a schema`]),
    ...(checked('celRules') === 0 ? [] : [`${counted(checked('celRules'), 'CEL rule')} not evaluated`]),
    ...(unreached === 0 ? [] : [`${counted(unreached, 'cluster')} not reached by this merge`]),
    ...((review.unreached ?? 0) === 0 ? [] : [`${counted(review.unreached ?? 0, 'FluxKustomization')} in no cluster`]),
  ];
  return numbers.join(' · ');
}

/** Other quotes, another order of keys: nothing that a cluster could tell. */
function respelled(count: number): readonly string[] {
  return count === 0 ? [] : [`${count} only reformatted`];
}

/** Of those that are not rendered, what Helm makes of equal inputs is taken to be equal. */
function releases(rendered: number, compared: number, floating: number): readonly string[] {
  const byInputs = `${counted(compared, 'release')} compared by inputs${floating === 0 ? '' : ` (${floating} floating)`}`;
  return [
    ...(rendered === 0 ? [] : [`${counted(rendered, 'release')} rendered`]),
    ...(compared === 0 ? [] : [byInputs]),
  ];
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
