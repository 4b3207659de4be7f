/** What the App may read on the GitHub that it belongs to. */
export interface GitHubTokens {
  /** `https://github.com` */
  readonly origin: string;
  /**
   * @param repository `acme/app`
   * @returns a token that reads this repository and nothing else; `undefined` where the App is not installed there
   */
  readonly token: (repository: string, signal?: AbortSignal) => Promise<string | undefined>;
}

/** @returns `acme/app` where an address is that of a repository there, or of what git asks of it */
export function repositoryOnGitHub({ origin, pathname }: URL, github: string): string | undefined {
  if (origin !== github) return undefined;
  const [, repository] = /^\/([\w-]+\/[\w.-]+?)(?:\.git)?\/?(?:info\/refs)?$/.exec(pathname) ?? [];
  return repository;
}
