import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

/** An open pull request as it is right now. */
export interface LivePullRequest {
  readonly ref: PullRequestRef;
  readonly headCommit: string;
  readonly baseBranch: string;
  /** The base branch's tip. The payload's own `base.sha` is where the tip was when GitHub last looked. */
  readonly baseCommit: string;
  readonly cloneUrl: string;
  /** The repository's web page, for links. */
  readonly repositoryUrl: string;
}

/**
 * @returns `undefined` where there is nothing to review: closed, merged, or without its base branch
 * @throws RequestError as GitHub refuses
 */
export async function readLivePullRequest(github: GitHub, ref: PullRequestRef): Promise<LivePullRequest | undefined> {
  const { owner, repo, number } = ref;
  const { data } = await github.rest.pulls.get({ owner, repo, pull_number: number });
  if (data.state !== 'open') return undefined;
  const baseCommit = await readBranch(github, ref, data.base.ref);
  if (!baseCommit) return undefined;
  return {
    ref,
    headCommit: data.head.sha,
    baseBranch: data.base.ref,
    baseCommit,
    cloneUrl: data.base.repo.clone_url,
    repositoryUrl: data.base.repo.html_url,
  };
}

async function readBranch(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  branch: string,
): Promise<string | undefined> {
  const { data } = await github.rest.git.getRef({ owner, repo, ref: `heads/${branch}` });
  return data.object.type === 'commit' ? data.object.sha : undefined;
}
