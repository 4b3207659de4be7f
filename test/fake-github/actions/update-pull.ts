import { validationFailed } from '../http/problem.ts';
import { recordEvent } from '../records/record-event.ts';
import type { Account } from '../state/account.ts';
import { branchHead, type PullIssue, pullsOf } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { announcePull } from './announce-pull.ts';
import { closePull, reopenPull } from './close-pull.ts';
import { measurePull } from './measure-pull.ts';

export interface PullUpdate {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly base?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
}

/** Edits, retargets, closes or reopens; one `edited` event tells all that was edited, with what it was before. */
export const updatePull = async (world: World, issue: PullIssue, actor: Account, update: PullUpdate): Promise<void> => {
  const title = update.title !== undefined && update.title !== issue.title ? { title: { from: issue.title } } : {};
  const body = update.body !== undefined && update.body !== issue.body ? { body: { from: issue.body ?? '' } } : {};
  const base = await changeBase(world, issue, actor, update.base);
  const changes = { ...title, ...body, ...base };
  if (title.title)
    recordEvent(world, issue, actor, { kind: 'RenamedTitleEvent', before: issue.title, after: update.title ?? '' });
  issue.title = update.title ?? issue.title;
  if (update.body !== undefined) issue.body = update.body;
  if (Object.keys(changes).length > 0) {
    issue.updatedAt = world.now();
    announcePull(world, issue, actor, 'edited', { changes });
  }
  if (update.state === 'closed' && issue.state === 'open') await closePull(world, issue, actor);
  if (update.state === 'open' && issue.state === 'closed') await reopen(world, issue, actor);
};

/** @param kind whether somebody asked for it, or the branch that it went into was merged and deleted */
export const changeBase = async (
  world: World,
  issue: PullIssue,
  actor: Account,
  base: string | undefined,
  kind: 'BaseRefChangedEvent' | 'AutomaticBaseChangeSucceededEvent' = 'BaseRefChangedEvent',
) => {
  const { pull, repository } = issue;
  if (base === undefined || base === pull.baseBranch) return {};
  const sha = branchHead(repository, base);
  if (!sha || issue.state === 'closed')
    throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  recordEvent(world, issue, actor, { kind, before: pull.baseBranch, after: base });
  const from = { ref: { from: pull.baseBranch }, sha: { from: pull.baseSha } };
  pull.baseBranch = base;
  pull.baseSha = sha;
  await measurePull(issue);
  return { base: from };
};

const reopen = async (world: World, issue: PullIssue, actor: Account): Promise<void> => {
  const { pull, repository } = issue;
  const gone = !branchHead(pull.headRepository, pull.headBranch);
  const twin = pullsOf(repository).some(
    (other) =>
      other.state === 'open' &&
      other.pull.headRepository === pull.headRepository &&
      other.pull.headBranch === pull.headBranch &&
      other.pull.baseBranch === pull.baseBranch,
  );
  if (gone || twin || pull.mergedAt) {
    const message = 'state cannot be changed. The branch is gone, merged or already has an open pull request.';
    throw validationFailed({ resource: 'PullRequest', field: 'state', code: 'invalid', message });
  }
  await reopenPull(world, issue, actor);
};

/** Ready for review, or back to a draft: on GitHub a matter of its page and of GraphQL, not of REST. */
export const setDraft = async (world: World, issue: PullIssue, actor: Account, draft: boolean): Promise<void> => {
  if (issue.pull.draft === draft) return;
  issue.pull.draft = draft;
  recordEvent(world, issue, actor, { kind: draft ? 'ConvertToDraftEvent' : 'ReadyForReviewEvent' });
  issue.updatedAt = world.now();
  announcePull(world, issue, actor, draft ? 'converted_to_draft' : 'ready_for_review');
};
