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

/** What keeps more releases of a cluster than this from being rendered is told once for all of them. */
const MOST_ALIKE = 3;

type Unrendered = NonNullable<NonNullable<ClusterReview['releases']>['unrendered']>[number];

/**
 * @returns why what the chart of a release makes is not compared, as the end of a sentence that begins with its name; empty
 *   where it is, where an alert says it already, and where nothing is fetched at all, which is counted once for all
 */
export function whyUnrendered(cluster: ClusterReview, object: Touched): readonly string[] {
  const [release] = namesRelease(object);
  const told = toldOf(cluster).find((each) => release !== undefined && each.releases.includes(release));
  if (told === undefined) return [];
  if (told.releases.length > MOST_ALIKE) return ['not rendered'];
  const { reason, fix, side } = told.first;
  return [
    side === 'before' ? `not compared, as before the merge ${reason}` : `not rendered, as ${withFix(reason, fix)}`,
  ];
}

function namesRelease(object: Touched): readonly string[] {
  return object.kind === 'HelmRelease' && !MAKES_NOTHING.has(object.effect) ? [objectName(object)] : [];
}

/** @returns whether a consequence says no more than that */
export function isNotRendered(consequence: string): boolean {
  return consequence.startsWith('not rendered') || consequence.startsWith('not compared');
}

/** What many releases of a cluster are not rendered for. */
interface SharedReason {
  /** As the end of a sentence: `as it is not here; fetch it`. */
  readonly text: string;
  readonly count: number;
}

/** @returns what is told once, as it would stand in the entries of many releases, where any has one */
export function sharedReasons(cluster: ClusterReview): readonly SharedReason[] {
  const { gained, changed, affected } = cluster;
  const touched = new Set([...gained, ...changed, ...affected].flatMap((each) => namesRelease(each)));
  return toldOf(cluster)
    .filter(({ releases }) => releases.length > MOST_ALIKE && releases.some((release) => touched.has(release)))
    .map(({ why, first: { fix }, releases }) => ({ text: withFix(why, fix), count: releases.length }));
}

interface Told {
  readonly why: string;
  readonly first: Unrendered;
  readonly releases: readonly string[];
}

/** The reasons that are told, each with the releases that it holds for. */
const toldOf = onceEach(({ releases, unresolved }: ClusterReview): readonly Told[] => {
  const told = new Map<string, { first: Unrendered; releases: string[] }>();
  for (const each of releases?.unrendered ?? []) {
    const isSaid = unresolved.some(({ message, standing }) => !standing && message.endsWith(each.reason));
    if (each.off === true || isSaid) continue;
    // What is not fetched differs, and why it is not may be the same.
    const why = each.reason.replace(/^.* is not fetched: /, '');
    const known = told.get(why);
    if (known === undefined) told.set(why, { first: each, releases: [each.release] });
    else known.releases.push(each.release);
  }
  return [...told].map(([why, each]) => ({ why, ...each }));
});
