import * as v from 'valibot';
import { type PullRequestRef, PullRequestRefSchema } from '../api/pull-request-ref.ts';
import { AskSchema } from './ask.ts';

/** Who waits for it: a person at a screen, an event, a base that moved, nobody. */
export const urgencies = ['person', 'event', 'base', 'sweep'] as const;
type Urgency = (typeof urgencies)[number];

const ActorSchema = v.object({ number: v.number(), login: v.string() });

/** Somebody who has a hand in a pull request. */
export type Actor = v.InferOutput<typeof ActorSchema>;

/** All that an event says: something about this pull request may have changed. What it is now, GitHub is asked. */
export const LookAgainSchema = v.object({
  pullRequest: PullRequestRefSchema,
  /** The delivery that said so, for the log; operators find it again in the App's settings. */
  delivery: v.string(),
  /** Somebody asked for a new run: review and publish even where everything stands as it should. */
  force: v.boolean(),
  /**
   * Head commit and base branch as the event had them; empty where it does not say. Only tells two events apart; never
   * trusted beyond that.
   */
  version: v.string(),
  /** How often a review was thrown away because its base had moved meanwhile. */
  outrun: v.number(),
  urgency: v.picklist(urgencies),
  /** What people ask of it. */
  asks: v.optional(v.array(AskSchema)),
  /** Who pushed, opened or asked for it, by what the events say: they have a hand in it, and so can't approve it. */
  actors: v.optional(v.array(ActorSchema)),
  /** What is remembered of GitHub may be wrong: somebody touched what this App had written, or a sweep looks. */
  isDoubtful: v.optional(v.boolean()),
  /** Former heads, whose checks must not stay in progress. */
  former: v.optional(v.array(v.string())),
});

export type LookAgain = v.InferOutput<typeof LookAgainSchema>;

/**
 * @param about the delivery and who waits; anything else only where it differs from a look that nobody asked for, at no
 *   version in particular
 */
export function newLook(
  pullRequest: PullRequestRef,
  about: Pick<LookAgain, 'delivery' | 'urgency'> & Partial<Omit<LookAgain, 'pullRequest'>>,
): LookAgain {
  return { pullRequest, force: false, version: '', outrun: 0, ...about };
}

/** @returns what is left to do when a later look takes the place of an earlier one */
export function mergeLooks(earlier: LookAgain, later: LookAgain): LookAgain {
  return {
    ...later,
    // The log names the delivery that somebody waits for.
    delivery: moreUrgent(earlier.urgency, later.urgency) === later.urgency ? later.delivery : earlier.delivery,
    version: later.version === '' ? earlier.version : later.version,
    force: earlier.force || later.force,
    outrun: Math.max(earlier.outrun, later.outrun),
    urgency: moreUrgent(earlier.urgency, later.urgency),
    asks: union(earlier.asks, later.asks),
    actors: union(earlier.actors, later.actors),
    isDoubtful: earlier.isDoubtful === true || later.isDoubtful === true,
    former: union(earlier.former, later.former),
  };
}

function moreUrgent(one: Urgency, other: Urgency): Urgency {
  return urgencies.indexOf(one) <= urgencies.indexOf(other) ? one : other;
}

/** In order, and each once: a delivery that comes twice asks once. */
function union<T>(earlier: readonly T[] = [], later: readonly T[] = []): T[] {
  const byText = new Map([...earlier, ...later].map((item) => [JSON.stringify(item), item]));
  return [...byText.values()];
}
