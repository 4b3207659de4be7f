import { recordEvent } from '../records/record-event.ts';
import type { Account } from '../state/account.ts';
import { branchHead, type PullIssue } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { announcePull } from './announce-pull.ts';
import { measurePull } from './measure-pull.ts';

/** Closes; whether merged or not was decided by whoever calls. */
export const closePull = async (world: World, issue: PullIssue, actor: Account): Promise<void> => {
  issue.state = 'closed';
  issue.closedAt = issue.updatedAt = world.now();
  issue.closedBy = actor;
  recordEvent(world, issue, actor, { kind: 'ClosedEvent' });
  announcePull(world, issue, actor, 'closed');
};

/** Opens again, with the head branch as it is now. */
export const reopenPull = async (world: World, issue: PullIssue, actor: Account): Promise<void> => {
  issue.state = 'open';
  issue.closedAt = issue.closedBy = null;
  issue.updatedAt = world.now();
  recordEvent(world, issue, actor, { kind: 'ReopenedEvent' });
  issue.pull.headSha = branchHead(issue.pull.headRepository, issue.pull.headBranch) ?? issue.pull.headSha;
  await measurePull(issue);
  announcePull(world, issue, actor, 'reopened');
};
