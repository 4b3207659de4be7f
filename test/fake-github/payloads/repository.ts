import { fullName, pullsOf, type Repository } from '../state/repository.ts';
import { apiUrl, networkRoot, type World } from '../state/world.ts';
import { accountPayload } from './account.ts';
import { repositoryUrls } from './repository-urls.ts';
import { nodeId, type Rest, timestamp } from './schemas.ts';

const common = (world: World, repository: Repository) => {
  const forks = [...world.repositories.values()].filter(({ parent }) => parent === repository).length;
  const open = [...repository.issues.values()].filter((issue) => issue.state === 'open').length;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: accountPayload(world, repository.owner),
    ...repositoryUrls(world, repository),
    description: repository.description,
    fork: repository.parent !== null,
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.updatedAt),
    pushed_at: timestamp(repository.pushedAt),
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: repository.hasIssues,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: forks,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
};

export const repositoryPayload = (world: World, repository: Repository) =>
  common(world, repository) satisfies Rest['repository'];

export const minimalRepositoryPayload = (world: World, repository: Repository) =>
  common(world, repository) satisfies Rest['minimal-repository'];

export const fullRepositoryPayload = (world: World, repository: Repository): Rest['full-repository'] => ({
  ...common(world, repository),
  ...(repository.parent && {
    parent: common(world, repository.parent),
    source: common(world, networkRoot(repository)),
  }),
  allow_merge_commit: true,
  allow_squash_merge: true,
  allow_rebase_merge: true,
  allow_auto_merge: false,
  delete_branch_on_merge: false,
  allow_update_branch: false,
  subscribers_count: 0,
  network_count: 0,
});

/** How the API names a pull request inside a check run or suite. */
export const minimalPulls = (world: World, repository: Repository, headSha: string): Rest['pull-request-minimal'][] =>
  pullsOf(repository)
    .filter(({ state, pull }) => state === 'open' && pull.headSha === headSha && pull.headRepository === repository)
    .map(({ number, pull }) => {
      const repo = { id: repository.id, url: `${apiUrl(world)}/repos/${fullName(repository)}`, name: repository.name };
      return {
        id: pull.id,
        number,
        url: `${repo.url}/pulls/${number}`,
        head: { ref: pull.headBranch, sha: pull.headSha, repo },
        base: { ref: pull.baseBranch, sha: pull.baseSha, repo },
      };
    });
