import type { Account } from './account.ts';

/** A team of an organization; an invitation that nobody has answered is pending. */
export interface Team {
  readonly id: number;
  readonly organization: Account;
  readonly slug: string;
  /** By login. */
  readonly members: Map<string, 'active' | 'pending'>;
}
