import { objectName } from '../../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../../memo/by-value.ts';
import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import { withFix } from '../../../text/place-text.ts';

/** An object that a merge touches, or reaches. */
interface Touched {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly effect?: string | undefined;
}

/** Of these nothing is asked that its chart could tell. */
const MAKES_NOTHING: ReadonlySet<string | undefined> = new Set(['pruned', 'orphaned', 'exempt', 'stopped', 'external']);

/**
 * @returns why what the chart of a release makes is not compared, as the end of a sentence that begins with its name; empty
 *   where it is, where an alert says it already, and where nothing is fetched at all, which is counted once for all
 */
export function whyUnrendered(cluster: ClusterReview, object: Touched): readonly string[] {
  if (object.kind !== 'HelmRelease' || MAKES_NOTHING.has(object.effect)) return [];
  const why = toldOf(cluster).get(objectName(object));
  return why === undefined ? [] : [why];
}

/** By the name of the release. */
const toldOf = onceEach(({ releases, unresolved }: ClusterReview): ReadonlyMap<string, string> => {
  const told = releases?.unrendered?.filter(({ off, reason }) => {
    return off !== true && !unresolved.some(({ message, standing }) => !standing && message.endsWith(reason));
  });
  return new Map(
    told?.map(({ release, reason, fix, side }) => {
      const isPast = side === 'before';
      const why = isPast ? `not compared, as before the merge ${reason}` : `not rendered, as ${withFix(reason, fix)}`;
      return [release, why] as const;
    }),
  );
});
