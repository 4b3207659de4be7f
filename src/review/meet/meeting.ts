import type { Meeting, MeetingEffect } from '../contract/meeting.ts';
import type { Review } from '../contract/review.ts';
import { grouped, type Seen } from './group-effects.ts';
import { metObject } from './met-object.ts';
import { isKnownIn, metProblems, type ThreeReviews } from './met-problems.ts';
import { objectChanges } from './object-changes.ts';

/** What two changes of one base do, each by itself, and what they do together. */
export interface TwoChanges {
  /** The reviews of each, with digests by one key. */
  readonly own: Review;
  readonly other: Review;
  /** The review of both, or the files that git cannot merge. */
  readonly both: Review | { readonly conflicts: readonly string[] };
}

/** @returns what becomes of the one where the other is merged too */
export function meetingOf({ own, other, both }: TwoChanges): Omit<Meeting, 'with' | 'title'> {
  const met = { head: other.head, conflicts: [], effects: [] };
  // Either is another change once its conflict is resolved.
  if (own.merge.status === 'conflict') return { ...met, unknown: 'this one conflicts with its base' };
  if (other.merge.status === 'conflict') return { ...met, unknown: 'it conflicts with its base' };
  if ('conflicts' in both) return { ...met, conflicts: [...both.conflicts], effects: [...conflicting(own, other)] };
  const holds = holding(own, other, both);
  const effects = [...effectsOf({ own, other, both })];
  if (holds !== undefined) return { ...met, holds, effects };
  const [hidden] = both.order.filter((name) => ![own, other, both].every((review) => isKnownIn(review, name)));
  if (effects.length > 0 || hidden === undefined) return { ...met, effects };
  return { ...met, unknown: `not all of ${hidden} is known` };
}

/** @returns whether there is anything to say of two changes */
export function isMeeting({ conflicts, holds, unknown, effects }: Omit<Meeting, 'with' | 'title'>): boolean {
  return conflicts.length > 0 || holds !== undefined || unknown !== undefined || effects.length > 0;
}

/** One tree is one effect. */
function holding(own: Review, other: Review, both: Review): Meeting['holds'] {
  if (own.after === other.after) return 'both';
  if (both.after === own.after) return 'this';
  return both.after === other.after ? 'other' : undefined;
}

function effectsOf(reviews: ThreeReviews): readonly MeetingEffect[] {
  const { own, other, both } = reviews;
  const isKnown = (cluster: string) => [own, other, both].every((review) => isKnownIn(review, cluster));
  const objects = both.order.flatMap((cluster) =>
    pairsIn(cluster, own, other, both).flatMap(([mine, theirs, together]) =>
      metObject({ own: mine, other: theirs, both: together, isKnown: isKnown(cluster) }).map((each) => ({
        ...each,
        cluster,
      })),
    ),
  );
  const seen: readonly Seen[] = [...metProblems(reviews), ...objects];
  return seen.length > 0 ? grouped(seen) : sharedFiles(own, other, isKnown);
}

/** Of a merge that git refuses, there is no more to know than what each does alone. */
function conflicting(own: Review, other: Review): readonly MeetingEffect[] {
  const seen = own.order.flatMap((cluster) =>
    pairsIn(cluster, own, other).flatMap(([mine, theirs]) => {
      if (mine === undefined || theirs === undefined) return [];
      const [alike] = metObject({ own: mine, other: theirs, both: theirs, isKnown: true });
      return [
        { kind: alike?.kind === 'same' ? ('same' as const) : ('unknown' as const), object: mine.object, cluster },
      ];
    }),
  );
  return grouped(seen);
}

function pairsIn(cluster: string, ...reviews: readonly Review[]) {
  const sides = reviews.map(({ clusters }) =>
    objectChanges(Object.hasOwn(clusters, cluster) ? clusters[cluster] : undefined),
  );
  const keys = new Set(sides.flatMap((side) => [...side.keys()]));
  return [...keys].map((key) => sides.map((side) => side.get(key)));
}

/** Files that a cluster reads and both change, without touching one object. */
function sharedFiles(own: Review, other: Review, isKnown: (cluster: string) => boolean): readonly MeetingEffect[] {
  const theirs = new Set(other.files.map(({ path }) => path));
  const shared = own.files.filter(({ path, clusters }) => clusters.length > 0 && theirs.has(path));
  if (shared.length === 0) return [];
  const kind = shared.every(({ clusters }) => clusters.every(isKnown)) ? 'apart' : 'unknown';
  return [{ kind, clusters: [], objects: [], files: shared.map(({ path }) => path) }];
}
