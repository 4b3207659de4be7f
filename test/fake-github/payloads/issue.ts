import { roleOf } from '../auth/access.ts';
import type { Account } from '../state/account.ts';
import { type Reaction, reactionContents } from '../state/conversation.ts';
import { type Comment, fullName, type Issue, type Repository } from '../state/repository.ts';
import { apiUrl, type World } from '../state/world.ts';
import { accountPayload } from './account.ts';
import { appPayload } from './app.ts';
import { nodeId, type Rest, timestamp, timestampOrNull } from './schemas.ts';

export const repositoryUrl = (world: World, repository: Repository): string =>
  `${apiUrl(world)}/repos/${fullName(repository)}`;

export const issueHtmlUrl = (world: World, { repository, number, pull }: Issue): string =>
  `${world.url}/${fullName(repository)}/${pull ? 'pull' : 'issues'}/${number}`;

export const authorAssociation = (repository: Repository, account: Account): Rest['author-association'] => {
  if (repository.owner === account) return 'OWNER';
  if (!repository.collaborators.has(account.login.toLowerCase())) return 'NONE';
  return repository.owner.type === 'Organization' && roleOf(repository, account) !== 'read' ? 'MEMBER' : 'COLLABORATOR';
};

const reactionRollup = (url: string, reactions: readonly Reaction[]) => {
  const count = (content: string) => reactions.filter((reaction) => reaction.content === content).length;
  const [plus, minus, laugh, confused, heart, hooray, rocket, eyes] = reactionContents.map(count);
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    '+1': plus ?? 0,
    '-1': minus ?? 0,
    laugh: laugh ?? 0,
    confused: confused ?? 0,
    heart: heart ?? 0,
    hooray: hooray ?? 0,
    rocket: rocket ?? 0,
    eyes: eyes ?? 0,
  } satisfies Rest['reaction-rollup'];
};

export const reactionPayload = (world: World, reaction: Reaction): Rest['reaction'] => ({
  id: reaction.id,
  node_id: nodeId('Reaction', reaction.id),
  user: accountPayload(world, reaction.user),
  content: reaction.content,
  created_at: timestamp(reaction.createdAt),
});

export const issuePayload = (world: World, issue: Issue) => {
  const repository_url = repositoryUrl(world, issue.repository);
  const url = `${repository_url}/issues/${issue.number}`;
  const html_url = issueHtmlUrl(world, issue);
  return {
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    url,
    repository_url,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url,
    number: issue.number,
    state: issue.state,
    state_reason: null,
    title: issue.title,
    body: issue.body,
    user: accountPayload(world, issue.author),
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: [...issue.repository.comments.values()].filter((comment) => comment.issue === issue).length,
    closed_at: timestampOrNull(issue.closedAt),
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    author_association: authorAssociation(issue.repository, issue.author),
    reactions: reactionRollup(url, issue.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    // What tells a comment on a pull request from a comment on an issue.
    ...(issue.pull && {
      draft: issue.pull.draft,
      pull_request: {
        url: `${repository_url}/pulls/${issue.number}`,
        html_url,
        diff_url: `${html_url}.diff`,
        patch_url: `${html_url}.patch`,
        merged_at: timestampOrNull(issue.pull.mergedAt),
      },
    }),
  } satisfies Rest['issue'];
};

export const commentPayload = (world: World, comment: Comment) => {
  const url = `${repositoryUrl(world, comment.issue.repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${issueHtmlUrl(world, comment.issue)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world, comment.issue.repository)}/issues/${comment.issue.number}`,
    body: comment.body,
    user: accountPayload(world, comment.author),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: authorAssociation(comment.issue.repository, comment.author),
    performed_via_github_app: comment.app && appPayload(world, comment.app),
    reactions: reactionRollup(url, comment.reactions),
  } satisfies Rest['issue-comment'];
};
