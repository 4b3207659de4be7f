import type { Ask } from './approvals/ask.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

/** Who waits for it: a person at a screen, an event, a base that moved, nobody. */
export const urgencies = ['person', 'event', 'base', 'sweep'] as const;
export type Urgency = (typeof urgencies)[number];

/** All that an event says: something about this pull request may have changed. What it is now, GitHub is asked. */
export interface LookAgain {
  readonly pullRequest: PullRequestRef;
  /** The delivery that said so, for the log; operators find it again in the App's settings. */
  readonly delivery: string;
  /** Somebody asked for a new run: review and publish even where everything stands as it should. */
  readonly force: boolean;
  /**
   * Head commit and base branch as the event had them; empty where it does not say. Only tells two events apart; never
   * trusted beyond that.
   */
  readonly version: string;
  /** How often a review was thrown away because its base had moved meanwhile. */
  readonly outrun: number;
  readonly urgency: Urgency;
  /** What people ask of it. */
  readonly asks?: readonly Ask[] | undefined;
  /** Who pushed, opened or asked for it, by what the events say: they have a hand in it, and so can't approve it. */
  readonly actors?: readonly Actor[] | undefined;
  /** What is remembered of GitHub may be wrong: somebody touched what this App had written, or a sweep looks. */
  readonly isDoubtful?: boolean | undefined;
  /** A former head, whose check must not stay in progress. */
  readonly former?: readonly string[] | undefined;
}

export interface Actor {
  readonly number: number;
  readonly login: string;
}

/** @returns what is left to do when a later look takes the place of an earlier one */
export function mergeLooks(earlier: LookAgain, later: LookAgain): LookAgain {
  return {
    ...later,
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

export function moreUrgent(one: Urgency, other: Urgency): Urgency {
  return urgencies.indexOf(one) <= urgencies.indexOf(other) ? one : other;
}

/** In order, and each once: a delivery that comes twice asks once. */
function union<T>(earlier: readonly T[] = [], later: readonly T[] = []): readonly T[] {
  const byText = new Map([...earlier, ...later].map((item) => [JSON.stringify(item), item]));
  return [...byText.values()];
}

/** Where the handlers leave word. */
export interface Bell {
  /** @throws where nobody took it, so that GitHub lists the delivery as failed */
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  /** The pull request is closed: what is under way for it is pointless. */
  readonly forget: (pullRequest: PullRequestRef) => Promise<void>;
}
