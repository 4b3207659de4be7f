import type { Content, Target } from '../world/effects.ts';

/** Somebody accepted what they saw. */
export interface Given {
  readonly pull: number;
  readonly by: string;
  /** Where the pull request went into when they acted. */
  readonly base: string;
  /** When they saw it: nothing that was taken back later is meant by it. In milliseconds. */
  readonly time: number;
  /** When they said so, which is later where a page stood open. */
  readonly said: number;
  /** By target, the effect that stood on the page that they had before them. */
  readonly effects: Readonly<Partial<Record<Target, string>>>;
}

/** Somebody accepted, with a reason, what a rule finds wrong with what they saw. */
export interface GivenForRule extends Given {
  readonly rule: string;
}

/** A review, and what became of it. */
export interface GivenReview extends Given {
  readonly id: number;
  readonly isYes: boolean;
  readonly since: number;
  dismissed: number;
}

export interface Withdrawal {
  readonly pull: number;
  readonly target: Target;
  readonly by: string;
  readonly base: string;
  readonly time: number;
  /** Whether they were allowed to take back what others had given, all the time until it was carried out. */
  isForAll: boolean;
  /** Whether they also were as to what is acknowledged where nobody is asked to approve. */
  isForLosses: boolean;
  /** Whether they were kept from it at some time until now, as people are who acted. */
  hasActed: () => boolean;
  /** The turn in which the App had heard of it: it can not know before. */
  heard: number;
}

/** What a check speaks for. */
export interface Judged {
  readonly commit: string;
  readonly base: string;
  readonly head: Content;
  /** What the base branch held while the App judged. */
  readonly tips: readonly Content[];
  /** Who wrote the commits that it would bring. */
  readonly authors: readonly string[];
  /** The open pull requests with this head and base. */
  readonly pulls: readonly number[];
  /** Less than all, where it is the check of one cluster. */
  readonly about: readonly Target[];
  /** The first and last turn of the time in which it judged. */
  readonly from: number;
  readonly to: number;
}
