import { readFile } from 'node:fs/promises';
import { FetchError } from '../problem/fetch-error.ts';
import type { CredentialFiles } from '../settings/fetch-settings.ts';
import type { GitHubTokens } from './github-tokens.ts';
import { readDockerConfig } from './read-docker-config.ts';
import { readNetrc } from './read-netrc.ts';
import type { Holdings } from './rights.ts';

/** All credentials of the operator. */
export class Credentials {
  readonly #files: CredentialFiles;
  readonly #github: GitHubTokens | undefined;

  constructor(files: CredentialFiles, github?: GitHubTokens) {
    this.#files = files;
    this.#github = github;
  }

  /**
   * Reads the files as they are now.
   *
   * @returns what is there; a file that cannot be read is a problem of what would be fetched by it alone
   */
  async read(): Promise<Holdings> {
    const { netrc, dockerConfig, clientCertificates, ssh } = this.#files;
    return {
      logins: await read('FETCH_NETRC', netrc, readNetrc),
      registries: await read('DOCKER_CONFIG', dockerConfig, readDockerConfig),
      clientCertificates,
      ssh,
      github: this.#github,
    };
  }
}

async function read<T>(
  variable: string,
  path: string | undefined,
  parse: (text: string) => T | undefined,
): Promise<T | FetchError | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const parsed = text === undefined ? undefined : parse(text);
  if (parsed !== undefined) return parsed;
  return new FetchError('credentials', `what ${variable} names cannot be read`, `Check ${variable}.`);
}
