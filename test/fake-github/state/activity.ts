import type { Account } from './account.ts';

export const activityTypes = [
  'push',
  'force_push',
  'branch_creation',
  'branch_deletion',
  'pr_merge',
  'merge_queue_merge',
] as const;
export type ActivityType = (typeof activityTypes)[number];

/** One move of a branch, by whom and how. */
export interface Activity {
  readonly id: number;
  readonly type: ActivityType;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly actor: Account;
  readonly at: Date;
}
