import type { PullRequestRef } from '../api/pull-request-ref.ts';

/** What every delivery about a repository holds. */
interface AboutRepository {
  readonly installation?: { readonly id: number } | undefined;
  readonly repository: { readonly name: string; readonly owner: { readonly login: string } };
}

/** @returns a pull request's name; `undefined` where no installation reaches it */
export function refOf({ installation, repository }: AboutRepository, number: number): PullRequestRef | undefined {
  if (!installation) return undefined;
  return { installation: installation.id, owner: repository.owner.login, repo: repository.name, number };
}
