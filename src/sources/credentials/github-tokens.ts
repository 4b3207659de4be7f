/** What the App may read on the GitHub that it belongs to. */
export interface GitHubTokens {
  /** `https://github.com` */
  readonly origin: string;
  /**
   * @param repository `acme/app`
   * @returns a token that reads this repository and nothing else; `undefined` where the App is not installed there
   */
  readonly token: (repository: string, signal?: AbortSignal) => Promise<string | undefined>;
  /**
   * @param repository `acme/app`
   * @returns the pull requests that are open there now; `undefined` where the App is not installed there
   */
  readonly openPulls: (repository: string, signal?: AbortSignal) => Promise<readonly ListedPull[] | undefined>;
}

/** An open pull request, as what is made for it sees it. */
export interface ListedPull {
  readonly number: number;
  /** The commit and the branch that it would merge. */
  readonly sha: string;
  readonly branch: string;
  readonly author: string;
  readonly title: string;
  readonly labels: readonly string[];
}

/** @returns `acme/app` where an address is that of a repository there, or of what git asks of it */
export function repositoryOnGitHub({ origin, pathname }: URL, github: string): string | undefined {
  if (origin !== github) return undefined;
  const [, repository] = /^\/([\w-]+\/[\w.-]+?)(?:\.git)?\/?(?:info\/refs)?$/.exec(pathname) ?? [];
  return repository;
}
