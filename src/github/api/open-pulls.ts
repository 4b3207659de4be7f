import type { GitHub } from './github.ts';
import type { PullRequestRef, RepositoryRef } from './pull-request-ref.ts';

/** An open pull request as it is right now; the tip of its base branch is read with git. */
export interface OpenPull {
  readonly ref: PullRequestRef;
  /** Outlives the repository's name. */
  readonly repositoryId: number;
  readonly headCommit: string;
  /** The branch that it comes from, in a repository that may be a fork. */
  readonly headBranch: string;
  /** `undefined` where that was deleted. */
  readonly headRepository: { readonly owner: string; readonly repo: string } | undefined;
  readonly baseBranch: string;
  /** Whether only people who were given access can read the repository. */
  readonly isPrivate: boolean;
  readonly cloneUrl: string;
  /** The repository's web page, for links. */
  readonly repositoryUrl: string;
  /** Login of who opened it. */
  readonly author: string | undefined;
}

/** @returns every open pull request of a repository: one request for each hundred, free of charge while none changes */
export async function readOpenPulls(
  github: GitHub,
  { installation, owner, repo }: RepositoryRef,
): Promise<readonly OpenPull[]> {
  const found = await github.paginate(github.rest.pulls.list, { owner, repo, state: 'open', per_page: 100 });
  return found.map((pull) => ({
    // As it is called now: it may have been renamed since the event.
    ref: { installation, owner: pull.base.repo.owner.login, repo: pull.base.repo.name, number: pull.number },
    repositoryId: pull.base.repo.id,
    headCommit: pull.head.sha,
    headBranch: pull.head.ref,
    headRepository: repositoryOf(pull.head.repo),
    isPrivate: pull.base.repo.private,
    baseBranch: pull.base.ref,
    cloneUrl: pull.base.repo.clone_url,
    repositoryUrl: pull.base.repo.html_url,
    author: pull.user?.login,
  }));
}

/** GitHub's description does not say so, but a fork can be deleted. */
function repositoryOf(
  found: { readonly name: string; readonly owner: { readonly login: string } } | null,
): OpenPull['headRepository'] {
  return found ? { owner: found.owner.login, repo: found.name } : undefined;
}
