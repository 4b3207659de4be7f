import { FetchError } from '../problem/fetch-error.ts';

/**
 * @param repository as git takes it, in any of its forms: `git@github.com:org/app` is `ssh://git@github.com/org/app`
 * @returns its address
 * @throws FetchError `bad-address` for a path of this machine, or what is none
 * @see https://git-scm.com/docs/git-fetch#_git_urls
 */
export function remoteAddress(repository: string): string {
  if (URL.canParse(repository) && /^[a-z+]+:\/\//i.test(repository)) return repository;
  const [, user, host, path] = /^([\w-]+@)?([\w.-]+):(?!\/\/)\/?(\S+)$/.exec(repository) ?? [];
  if (host !== undefined && path !== undefined) return `ssh://${user ?? ''}${host}/${path}`;
  throw new FetchError('bad-address', 'it is not the address of a repository', 'Write it as https://host/path.');
}
