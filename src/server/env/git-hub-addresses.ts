/** A GitHub, as the environment names it. */
export interface GitHubHost {
  /** Of an Enterprise Server; `undefined`: github.com. */
  readonly host: string | undefined;
  readonly protocol: string;
}

/** @returns where browsers and programs reach a GitHub, without a slash at the end */
export function gitHubAddresses({ host, protocol }: GitHubHost): { readonly web: string; readonly api: string } {
  if (host === undefined) return { web: 'https://github.com', api: 'https://api.github.com' };
  return { web: `${protocol}://${host}`, api: `${protocol}://${host}/api/v3` };
}
