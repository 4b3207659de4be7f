/** Names a pull request, and the installation through which the App reaches it. */
export interface PullRequestRef {
  readonly installation: number;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** @returns `owner/repo`, in lower case as GitHub compares them */
export function repositoryKey({ owner, repo }: Pick<PullRequestRef, 'owner' | 'repo'>): string {
  return `${owner}/${repo}`.toLowerCase();
}

/** @returns `owner/repo#12`: equal for equal pull requests */
export function pullRequestKey(pullRequest: PullRequestRef): string {
  return `${repositoryKey(pullRequest)}#${pullRequest.number}`;
}
