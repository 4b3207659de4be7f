import type { PullRequestState, Repository as RepositoryType } from '@octokit/graphql-schema';
import { grants, tokenReaches } from '../auth/access.ts';
import type { Actor } from '../auth/actor.ts';
import { nodeId } from '../payloads/schemas.ts';
import { findPull, fullName, pullsOf, type Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { ownerNode } from './actor-node.ts';
import { findCommitNode } from './commits.ts';
import { connect, type PageArgs } from './connection.ts';
import { issueNode } from './issue-node.ts';
import type { Node } from './node.ts';
import { GraphqlProblem, notAccessible } from './problem.ts';
import { pullNode, pullState } from './pull-node.ts';

type PullsArgs = PageArgs & {
  readonly states?: readonly PullRequestState[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
};

/** What everybody may read of a public repository an App needs a permission for where it is installed or private. */
const requireRead = (
  actor: Actor,
  repository: Repository,
  permission: 'contents' | 'issues' | 'pull_requests',
): void => {
  if (actor.kind !== 'installation' || (!repository.private && !tokenReaches(actor, repository))) return;
  if (!grants(actor.token.permissions, { [permission]: 'read' })) throw notAccessible();
};

export const repositoryNode = (world: World, actor: Actor, repository: Repository) =>
  ({
    __typename: 'Repository',
    id: nodeId('Repository', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    url: `${world.url}/${fullName(repository)}`,
    isPrivate: repository.private,
    isFork: repository.parent !== null,
    owner: ownerNode(world, repository.owner),
    defaultBranchRef: () => refNode(world, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      requireRead(actor, repository, 'contents');
      const names = [qualifiedName, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`];
      return refNode(world, repository, names.find((name) => repository.refs.has(name)) ?? qualifiedName);
    },
    issue: ({ number }: { number: number }) => {
      requireRead(actor, repository, 'issues');
      const issue = repository.issues.get(number);
      if (!issue || issue.pull)
        throw new GraphqlProblem('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`);
      return issueNode(world, issue);
    },
    pullRequest: ({ number }: { number: number }) => {
      requireRead(actor, repository, 'pull_requests');
      const issue = findPull(repository, number);
      if (!issue)
        throw new GraphqlProblem('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullNode(world, issue);
    },
    pullRequests: ({ states, baseRefName, headRefName, ...page }: PullsArgs) => {
      requireRead(actor, repository, 'pull_requests');
      const found = pullsOf(repository).filter(
        (issue) =>
          (states?.includes(pullState(issue)) ?? true) &&
          (baseRefName == null || issue.pull.baseBranch === baseRefName) &&
          (headRefName == null || issue.pull.headBranch === headRefName),
      );
      return connect('pullRequests', found, page, (issue) => pullNode(world, issue));
    },
  }) satisfies Node<RepositoryType>;

const refNode = (world: World, repository: Repository, ref: string) => {
  const sha = repository.refs.get(ref);
  const [, prefix = '', name = ''] = /^(refs\/\w+\/)(.+)$/.exec(ref) ?? [];
  if (sha === undefined) return null;
  return {
    id: nodeId('Ref', `${repository.id}:${ref}`),
    name,
    prefix,
    target: () => findCommitNode(world, repository, sha),
  };
};
