import type { GitHub } from './github.ts';
import type { PullRequestRef, RepositoryRef } from './pull-request-ref.ts';

/** Where a pull request comes from. */
export interface HeadBranch {
  readonly headCommit: string;
  /** In a repository that may be a fork. */
  readonly headBranch: string;
  /** `undefined` where that was deleted. */
  readonly headRepository: { readonly owner: string; readonly repo: string } | undefined;
}

/** An open pull request as it is right now; the tip of its base branch is read with git. */
export interface OpenPull extends HeadBranch {
  readonly ref: PullRequestRef;
  /** Outlives the repository's name. */
  readonly repositoryId: number;
  readonly baseBranch: string;
  /** Whether only people who were given access can read the repository. */
  readonly isPrivate: boolean;
  readonly cloneUrl: string;
  /** The repository's web page, for links. */
  readonly repositoryUrl: string;
  /** Login of who opened it. */
  readonly author: string | undefined;
  readonly title: string;
  /** When anything about it changed last, as text that sorts by time. */
  readonly updatedAt: string;
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
    ...headBranchOf(pull.head),
    isPrivate: pull.base.repo.private,
    baseBranch: pull.base.ref,
    cloneUrl: pull.base.repo.clone_url,
    repositoryUrl: pull.base.repo.html_url,
    author: pull.user?.login,
    title: pull.title,
    updatedAt: pull.updated_at,
  }));
}

/** @returns what GitHub says of where a pull request comes from. Its description does not say so, but a fork can be deleted */
export function headBranchOf({ sha, ref, repo }: GivenHead): HeadBranch {
  return {
    headCommit: sha,
    headBranch: ref,
    headRepository: repo ? { owner: repo.owner.login, repo: repo.name } : undefined,
  };
}

interface GivenHead {
  readonly sha: string;
  readonly ref: string;
  readonly repo: { readonly name: string; readonly owner: { readonly login: string } } | null;
}
