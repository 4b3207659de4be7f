import { copyRefs } from '../git/create-git-directory.ts';
import { isForced } from '../git/is-forced.ts';
import { differenceOfRefs, type RefUpdate, readRefs, writeRefs, zeroSha } from '../git/refs.ts';
import { recordActivity } from '../records/record-activity.ts';
import type { Account } from '../state/account.ts';
import type { ActivityType } from '../state/activity.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { announcePush } from './announce-push.ts';
import { requestSuites } from './check-suites.ts';
import { followBase, followHead } from './follow-refs.ts';

/** Lets one writer of refs at a time into a repository. */
export const inTurn = <T>(repository: Repository, work: () => Promise<T>): Promise<T> => {
  const mine = repository.turn.then(work, work);
  repository.turn = mine.catch(() => undefined);
  return mine;
};

/**
 * Runs something that moves branches or tags (a push, a commit, a merge), and does what GitHub does then:
 * pull requests follow their branches, Apps hear of the push and get a check suite for the new head.
 * What moved is seen by reading all refs, unless `moved` can tell it from the result.
 */
export const movingRefs = <T>(
  world: World,
  repository: Repository,
  actor: Account,
  work: () => Promise<T>,
  moved?: (result: T) => readonly RefUpdate[],
  type?: ActivityType,
): Promise<T> =>
  inTurn(repository, async () => {
    const result = await work();
    const updates = moved?.(result) ?? differenceOfRefs(repository.refs, await readRefs(repository.gitDirectory));
    for (const { ref, after } of updates) {
      if (after === zeroSha) repository.refs.delete(ref);
      else repository.refs.set(ref, after);
    }
    if (updates.length > 0) repository.pushedAt = repository.updatedAt = world.now();
    for (const update of updates) await afterUpdate(world, repository, actor, update, type);
    return result;
  });

const afterUpdate = async (
  world: World,
  repository: Repository,
  actor: Account,
  update: RefUpdate,
  type: ActivityType | undefined,
): Promise<void> => {
  const forced = await isForced(repository.gitDirectory, update);
  recordActivity(world, repository, actor, { ...update, forced, type });
  await announcePush(world, repository, actor, update, forced);
  if (!update.ref.startsWith('refs/heads/')) return;
  if (update.after !== zeroSha) await requestSuites(world, repository, actor, update);
  await followHead(world, repository, actor, update, forced);
  await followBase(world, repository, actor, update, forced);
};

/** Moves refs by name, as the REST API and merges do. */
export const moveRefs = (
  world: World,
  repository: Repository,
  actor: Account,
  updates: readonly RefUpdate[],
  type?: ActivityType,
): Promise<void> =>
  movingRefs(
    world,
    repository,
    actor,
    () => writeRefs(repository.gitDirectory, updates),
    () => updates,
    type,
  );

/** A new fork begins with its parent's refs; GitHub tells nobody of that. */
export const beginWithRefs = async (repository: Repository, refs: ReadonlyMap<string, string>): Promise<void> => {
  await copyRefs(repository.gitDirectory, refs);
  repository.refs = new Map(refs);
};
