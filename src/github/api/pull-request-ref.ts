import * as v from 'valibot';

/** Names a repository, and the installation through which the App reaches it. */
export const RepositoryRefSchema = v.object({ installation: v.number(), owner: v.string(), repo: v.string() });
export type RepositoryRef = v.InferOutput<typeof RepositoryRefSchema>;

/** Names a pull request, and the installation through which the App reaches it. */
export const PullRequestRefSchema = v.object({ ...RepositoryRefSchema.entries, number: v.number() });
export type PullRequestRef = v.InferOutput<typeof PullRequestRefSchema>;

/** @returns `owner/repo`, in lower case as GitHub compares them */
export function repositoryKey({ owner, repo }: Pick<RepositoryRef, 'owner' | 'repo'>): string {
  return `${owner}/${repo}`.toLowerCase();
}

/** @returns `owner/repo#12`: equal for equal pull requests */
export function pullRequestKey(pullRequest: PullRequestRef): string {
  return `${repositoryKey(pullRequest)}#${pullRequest.number}`;
}
