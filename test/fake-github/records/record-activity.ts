import { type RefUpdate, zeroSha } from '../git/refs.ts';
import type { Account } from '../state/account.ts';
import type { ActivityType } from '../state/activity.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';

export interface Move extends RefUpdate {
  /** Whether commits are lost by it. */
  readonly forced: boolean;
  /** What it was for, where that is not told by where it went. */
  readonly type?: ActivityType | undefined;
}

/** Adds to what GitHub keeps of a repository's branches, tags left out. */
export const recordActivity = (world: World, repository: Repository, actor: Account, move: Move): void => {
  const { ref, before, after } = move;
  if (!ref.startsWith('refs/heads/')) return;
  repository.activities.push({ id: world.nextId(), type: typeOf(move), ref, before, after, actor, at: world.now() });
};

const typeOf = ({ before, after, forced, type }: Move): ActivityType => {
  if (type) return type;
  if (before === zeroSha) return 'branch_creation';
  if (after === zeroSha) return 'branch_deletion';
  return forced ? 'force_push' : 'push';
};
