import { branchHead, type Issue, type PullIssue, type Repository, runsAt } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { accountPayload } from './account.ts';
import { authorAssociation, issueHtmlUrl, repositoryUrl } from './issue.ts';
import { repositoryPayload } from './repository.ts';
import { nodeId, type Rest, timestamp, timestampOrNull } from './schemas.ts';

const side = (world: World, repository: Repository, ref: string, sha: string) => ({
  label: `${repository.owner.login}:${ref}`,
  ref,
  sha,
  user: accountPayload(world, repository.owner),
  repo: repositoryPayload(world, repository),
});

export const pullUrl = (world: World, issue: Issue): string =>
  `${repositoryUrl(world, issue.repository)}/pulls/${issue.number}`;

/** As it stands in lists: without what GitHub computes for one pull request alone. */
export const simplePullPayload = (world: World, issue: PullIssue) => {
  const { pull, repository } = issue;
  const url = pullUrl(world, issue);
  const html_url = issueHtmlUrl(world, issue);
  const issue_url = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
  const statuses_url = `${repositoryUrl(world, repository)}/statuses/${pull.headSha}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url,
    diff_url: `${html_url}.diff`,
    patch_url: `${html_url}.patch`,
    issue_url,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
    comments_url: `${issue_url}/comments`,
    statuses_url,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: accountPayload(world, issue.author),
    body: issue.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: timestampOrNull(issue.closedAt),
    merged_at: timestampOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, pull.headRepository, pull.headBranch, pull.headSha),
    base: side(world, repository, pull.baseBranch, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: html_url },
      issue: { href: issue_url },
      comments: { href: `${issue_url}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repositoryUrl(world, repository)}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses_url },
    },
    author_association: authorAssociation(repository, issue.author),
    auto_merge: null,
    draft: pull.draft,
  } satisfies Rest['pull-request-simple'];
};

/** null until GitHub has looked at exactly this head and this base. */
export const mergeableNow = ({ pull, repository }: PullIssue): boolean | null => {
  const known = pull.mergeability;
  const current = known?.head === pull.headSha && known.base === branchHead(repository, pull.baseBranch);
  return current ? known.mergeable : null;
};

const mergeableState = (issue: PullIssue): string => {
  const mergeable = mergeableNow(issue);
  if (mergeable === null) return 'unknown';
  if (!mergeable) return 'dirty';
  if (issue.pull.draft) return 'draft';
  const fine = new Set(['success', 'neutral', 'skipped']);
  return runsAt(issue.repository, issue.pull.headSha).every((run) => fine.has(run.conclusion ?? ''))
    ? 'clean'
    : 'unstable';
};

export const pullPayload = (world: World, issue: PullIssue) => {
  const { pull, repository } = issue;
  const mergeable = issue.state === 'open' ? mergeableNow(issue) : null;
  return {
    ...simplePullPayload(world, issue),
    merged: pull.mergedAt !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: issue.state === 'open' ? mergeableState(issue) : 'unknown',
    merged_by: pull.mergedBy && accountPayload(world, pull.mergedBy),
    comments: [...repository.comments.values()].filter((comment) => comment.issue === issue).length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: pull.size?.commits ?? 0,
    additions: pull.size?.additions ?? 0,
    deletions: pull.size?.deletions ?? 0,
    changed_files: pull.size?.changedFiles ?? 0,
  } satisfies Rest['pull-request'];
};
