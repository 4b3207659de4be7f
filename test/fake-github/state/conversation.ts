import type { Account } from './account.ts';

export const reactionContents = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;
export type ReactionContent = (typeof reactionContents)[number];

export interface Reaction {
  readonly id: number;
  readonly user: Account;
  readonly content: ReactionContent;
  readonly createdAt: Date;
}

/** Valid for exactly these two commits; anything else means GitHub has not looked yet. */
export interface Mergeability {
  readonly base: string;
  readonly head: string;
  readonly mergeable: boolean;
}

export interface PullSize {
  readonly base: string;
  readonly head: string;
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}
