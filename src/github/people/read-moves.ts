import type { GitHub } from '../api/github.ts';
import type { HeadBranch } from '../api/open-pulls.ts';

/** GitHub's own record of one move of a branch. */
export interface Move {
  readonly activity_type: string;
  /** Of zeros where the branch was made, or was deleted. */
  readonly before: string;
  readonly after: string;
  readonly actor: { readonly login: string } | null;
}

/**
 * @returns the moves of a branch by pages of 100, the newest first, whoever made them and whatever became of the branch
 * @throws RequestError as GitHub refuses: a private fork that the App is not installed on is not there for it
 * @see https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function* readMoves(
  github: GitHub,
  { owner, repo }: NonNullable<HeadBranch['headRepository']>,
  branch: string,
): AsyncGenerator<readonly Move[]> {
  const query = { owner, repo, ref: `refs/heads/${branch}`, per_page: 100 };
  for await (const { data } of github.paginate.iterator(github.rest.repos.listActivities, query)) yield data;
}

/** Stands for no commit: before a branch was made, and after it was deleted. */
export function isNowhere(commit: string): boolean {
  return /^0+$/.test(commit);
}
