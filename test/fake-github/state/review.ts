import type { Account } from './account.ts';

/** What a person said of a pull request as a whole, at one of its commits. */
export interface Review {
  readonly id: number;
  readonly author: Account;
  readonly commit: string;
  readonly body: string | null;
  readonly submittedAt: Date;
  state: 'approved' | 'changes_requested' | 'commented' | 'dismissed';
}
