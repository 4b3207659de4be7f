import { forceRef, type RefUpdate, zeroSha } from '../git/refs.ts';
import { lastingText } from '../git/run-git.ts';
import { recordEvent } from '../records/record-event.ts';
import type { Account } from '../state/account.ts';
import { branchHead, type PullIssue, pullsOf, type Repository } from '../state/repository.ts';
import { networkRoot, type World } from '../state/world.ts';
import { announcePull } from './announce-pull.ts';
import { ensureSuites } from './check-suites.ts';
import { closePull } from './close-pull.ts';
import { measurePull } from './measure-pull.ts';
import { changeBase } from './update-pull.ts';

const openPulls = (world: World, near: Repository): PullIssue[] =>
  [...world.repositories.values()]
    .filter((repository) => networkRoot(repository) === networkRoot(near))
    .flatMap(pullsOf)
    .filter(({ state }) => state === 'open');

const branchOf = ({ ref }: RefUpdate): string => ref.slice('refs/heads/'.length);

/** Pull requests from a branch move with it, and close when it goes. */
export const followHead = async (
  world: World,
  repository: Repository,
  actor: Account,
  update: RefUpdate,
  forced: boolean,
): Promise<void> => {
  const branch = branchOf(update);
  for (const issue of openPulls(world, repository)) {
    if (issue.pull.headRepository !== repository || issue.pull.headBranch !== branch) continue;
    const { before, after } = update;
    if (after === zeroSha) {
      recordEvent(world, issue, actor, { kind: 'HeadRefDeletedEvent', branch });
      await closePull(world, issue, actor);
      continue;
    }
    if (forced) recordEvent(world, issue, actor, { kind: 'HeadRefForcePushedEvent', before, after });
    await moveHead(world, issue, actor, update);
  }
};

const moveHead = async (
  world: World,
  issue: PullIssue,
  actor: Account,
  { before, after }: RefUpdate,
): Promise<void> => {
  issue.pull.headSha = after;
  issue.pull.baseSha = branchHead(issue.repository, issue.pull.baseBranch) ?? issue.pull.baseSha;
  issue.updatedAt = world.now();
  await forceRef(issue.repository.gitDirectory, `refs/pull/${issue.number}/head`, after);
  await measurePull(issue);
  if (issue.pull.headRepository !== issue.repository) await ensureSuites(world, issue.repository, actor, after, null);
  announcePull(world, issue, actor, 'synchronize', { before, after });
};

/** Pull requests into a branch: those whose head the push brought in are merged by it. */
export const followBase = async (
  world: World,
  repository: Repository,
  actor: Account,
  update: RefUpdate,
  forced: boolean,
): Promise<void> => {
  const branch = branchOf(update);
  const waiting = openPulls(world, repository).filter(
    ({ pull, repository: target }) => target === repository && pull.baseBranch === branch,
  );
  if (waiting.length === 0) return;
  if (update.after === zeroSha) return followMerged(world, repository, actor, branch, waiting);
  const range = update.before === zeroSha ? [update.after] : [update.after, `^${update.before}`];
  const arrived = new Set((await lastingText(repository.gitDirectory, ['rev-list', ...range])).split('\n'));
  const { before, after } = update;
  for (const issue of waiting) {
    if (forced) recordEvent(world, issue, actor, { kind: 'BaseRefForcePushedEvent', before, after });
    if (!arrived.has(issue.pull.headSha)) continue;
    issue.pull.mergedAt = world.now();
    issue.pull.mergedBy = actor;
    issue.pull.mergeCommitSha = after;
    recordEvent(world, issue, actor, { kind: 'MergedEvent', commit: after, base: branch });
    await closePull(world, issue, actor);
  }
};

/** Where a branch was merged and is deleted, what went into it goes where that went. */
const followMerged = async (
  world: World,
  repository: Repository,
  actor: Account,
  branch: string,
  waiting: readonly PullIssue[],
): Promise<void> => {
  const merged = pullsOf(repository).findLast(
    ({ pull }) => pull.mergedAt !== null && pull.headRepository === repository && pull.headBranch === branch,
  );
  for (const issue of merged === undefined ? [] : waiting) {
    const changes = await changeBase(world, issue, actor, merged?.pull.baseBranch, 'AutomaticBaseChangeSucceededEvent');
    announcePull(world, issue, actor, 'edited', { changes });
  }
};
