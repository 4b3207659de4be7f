import * as v from 'valibot';
import { type PullRequestRef, PullRequestRefSchema } from '../api/pull-request-ref.ts';

/**
 * What a person asks of a review: to accept an effect or a finding, or to take that back. It waits in the queue with
 * the look that answers it, so it is plain data.
 */
const AskSchema = v.object({
  kind: v.picklist(['approve', 'unapprove', 'override', 'acknowledge']),
  /** The pull request. */
  number: v.number(),
  /** A cluster's name, or `config`; `undefined`: what a button's tag names, or every cluster that has the finding. */
  target: v.optional(v.string()),
  /** Names what stood beside the button. */
  tag: v.optional(v.string()),
  /** The person's login, as GitHub gave it in a signed delivery. */
  by: v.string(),
  via: v.picklist(['command', 'button']),
  /** Of a button: the base of the pull request when it was clicked; GitHub does not say it of forks. */
  into: v.optional(v.string()),
  /** When they asked, ISO 8601, where GitHub says it: they cannot have seen what was published later. */
  at: v.optional(v.string()),
  /** The comment that holds the command: it is answered by a reaction, and by a reply if it was not granted. */
  comment: v.optional(v.number()),
  /** Of an override or an acknowledgment. */
  rule: v.optional(v.string()),
  reason: v.optional(v.string()),
});

export type Ask = v.InferOutput<typeof AskSchema>;

/**
 * What triggered it, most urgent first:
 *
 * - `base`: a check that is green may be wrong now, and nothing but a look keeps people from merging: the base moved or is
 *   another one, a pull request is open again, somebody lost a role, an approval was withdrawn;
 * - `event`: there is no check yet, or what it says can only become better;
 * - `person`: what anybody asks for who can write a comment or click;
 * - `sweep`: nothing is known to have happened.
 */
export const urgencies = ['base', 'event', 'person', 'sweep'] as const;
type Urgency = (typeof urgencies)[number];

/** All that an event says: something about this pull request may have changed. Its current state is read from GitHub. */
export const LookAgainSchema = v.object({
  pullRequest: PullRequestRefSchema,
  /** The delivery that said so, for the log; operators find it again in the App's settings. */
  delivery: v.string(),
  /** Somebody asked for a new run: review and publish even if everything is up to date. */
  force: v.boolean(),
  /**
   * Head commit and base branch as in the event; empty if it does not say. Only tells two events apart; never trusted beyond
   * that.
   */
  version: v.string(),
  /** How often a review was discarded because its base had moved in the meantime. */
  outrun: v.number(),
  urgency: v.picklist(urgencies),
  /** What people ask of it. */
  asks: v.optional(v.array(AskSchema)),
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

/** @returns what is left to do when a later look replaces an earlier one */
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
    isDoubtful: earlier.isDoubtful === true || later.isDoubtful === true,
    former: union(earlier.former, later.former),
  };
}

export function moreUrgent(one: Urgency, other: Urgency): Urgency {
  return urgencies.indexOf(one) <= urgencies.indexOf(other) ? one : other;
}

/** In order, and each once: a delivery that comes twice asks once. */
function union<T>(earlier: readonly T[] = [], later: readonly T[] = []): T[] {
  const byText = new Map([...earlier, ...later].map((item) => [JSON.stringify(item), item]));
  return [...byText.values()];
}

/** A command as written: only the signature of its delivery has been checked. */
interface AskedByCommand {
  readonly kind: Ask['kind'];
  readonly pullRequest: PullRequestRef;
  /** GitHub's id of the delivery, for the log. */
  readonly delivery: string;
  /** As written; `undefined` only for what is accepted in every cluster that has the finding. */
  readonly target: string | undefined;
  /** Login of who wrote the comment. */
  readonly by: string;
  /** `created_at` of the comment. */
  readonly at: string;
  /** Id of the comment, which is answered by a reaction and, where something is in the way, by a reply. */
  readonly comment: number | undefined;
  /** Of an override or an acknowledgment. */
  readonly rule?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * What `/approve`, `/unapprove`, `/acknowledge` and `/override` leave in the queue: `inbox.lookAgain(lookForCommand({ … }))`. Who may do
 * it, whether the effect is still the one that they saw, and the answer are all the look's business; the command only
 * has to be parsed.
 */
export function lookForCommand({ pullRequest, delivery, ...asked }: AskedByCommand): LookAgain {
  const ask: Ask = { ...asked, number: pullRequest.number, via: 'command' };
  return newLook(pullRequest, { delivery, urgency: 'person', asks: [ask] });
}
