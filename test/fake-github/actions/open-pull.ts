import { countCommits } from '../git/compare.ts';
import { forceRef } from '../git/refs.ts';
import { validationFailed } from '../http/problem.ts';
import type { Account } from '../state/account.ts';
import { branchHead, type Pull, type PullIssue, pullsOf, type Repository } from '../state/repository.ts';
import { networkRoot, type World } from '../state/world.ts';
import { announcePull } from './announce-pull.ts';
import { ensureSuites } from './check-suites.ts';
import { measurePull } from './measure-pull.ts';

export interface PullRequest {
  readonly title: string;
  readonly body?: string | null | undefined;
  /** `branch`, or `owner:branch` for a fork. */
  readonly head: string;
  readonly base: string;
  readonly draft?: boolean | undefined;
  readonly maintainerCanModify?: boolean | undefined;
  readonly author: Account;
}

const invalid = (field: string) => validationFailed({ resource: 'PullRequest', field, code: 'invalid' });
const refused = (message: string) => validationFailed({ resource: 'PullRequest', code: 'custom', message });

/** Opens a pull request, or refuses as GitHub does: unknown branches, no commits between them, one open already. */
export const openPull = async (world: World, repository: Repository, request: PullRequest): Promise<PullIssue> => {
  const { headRepository, headBranch } = findHead(world, repository, request.head);
  const headSha = branchHead(headRepository, headBranch);
  const baseSha = branchHead(repository, request.base);
  if (!headSha) throw invalid('head');
  if (!baseSha) throw invalid('base');
  const label = `${headRepository.owner.login}:${headBranch}`;
  if ((await countCommits(repository.gitDirectory, baseSha, headSha)) === 0) {
    throw refused(`No commits between ${request.base} and ${request.head}`);
  }
  const twin = pullsOf(repository).some(
    ({ state, pull }) =>
      state === 'open' &&
      pull.headRepository === headRepository &&
      pull.headBranch === headBranch &&
      pull.baseBranch === request.base,
  );
  if (twin) throw refused(`A pull request already exists for ${label}.`);
  return register(world, repository, request, {
    id: world.nextId(),
    headRepository,
    headBranch,
    headSha,
    baseBranch: request.base,
    baseSha,
    draft: request.draft ?? false,
    maintainerCanModify: headRepository !== repository && (request.maintainerCanModify ?? true),
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    mergeability: null,
    size: null,
    reviews: [],
    timeline: [],
  });
};

const findHead = (world: World, repository: Repository, head: string) => {
  const [owner, ...rest] = head.includes(':') ? head.split(':') : [repository.owner.login, head];
  const headRepository = [...world.repositories.values()].find(
    (candidate) =>
      candidate.owner.login.toLowerCase() === owner?.toLowerCase() &&
      networkRoot(candidate) === networkRoot(repository),
  );
  if (!headRepository) throw invalid('head');
  return { headRepository, headBranch: rest.join(':') };
};

const register = async (world: World, repository: Repository, request: PullRequest, pull: Pull): Promise<PullIssue> => {
  const now = world.now();
  const issue: PullIssue = {
    id: world.nextId(),
    number: repository.nextNumber++,
    repository,
    author: request.author,
    createdAt: now,
    title: request.title,
    body: request.body ?? null,
    state: 'open',
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    reactions: [],
    edits: [],
    pull,
  };
  repository.issues.set(issue.number, issue);
  await forceRef(repository.gitDirectory, `refs/pull/${issue.number}/head`, pull.headSha);
  await measurePull(issue);
  if (pull.headRepository !== repository) await ensureSuites(world, repository, request.author, pull.headSha, null);
  announcePull(world, issue, request.author, 'opened');
  return issue;
};
