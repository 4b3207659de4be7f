import { access, constants } from 'node:fs/promises';
import type { Located, Locator } from '../address/locate.ts';
import type { Credential } from '../contract/credential.ts';
import type { GitRemote } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Right } from '../credentials/rights.ts';
import { forHost } from '../http/asking.ts';
import { type Network, proxyFor } from '../http/connections.ts';
import type { Downloads } from '../http/download.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { hostName } from '../settings/host-list.ts';
import { authoritiesFile } from './authorities-file.ts';
import { gitProblem } from './git-problem.ts';
import { redirected } from './redirected.ts';
import { openRelay } from './relay.ts';

/** Finds the ways to repositories: what git connects to, and what it says there, is settled before it starts. */
export class Remotes {
  readonly #locator: Locator;
  readonly #downloads: Downloads;
  readonly #network: Network;
  readonly #directory: string;

  /** @param directory absolute path of the folder that keeps what was fetched */
  constructor(locator: Locator, downloads: Downloads, network: Network, directory: string) {
    this.#locator = locator;
    this.#downloads = downloads;
    this.#network = network;
    this.#directory = directory;
  }

  /**
   * Keeps the way to a repository open while it is used.
   *
   * @throws FetchError
   */
  async over<T>(
    address: string,
    right: Right,
    options: FetchOptions,
    use: (remote: GitRemote) => Promise<T>,
  ): Promise<T> {
    const remote = await this.#find(address, right, options);
    const proxy = proxyFor(remote, this.#network);
    const isSsh = remote.url.protocol === 'ssh:';
    const relay = isSsh || proxy !== undefined ? await openRelay(remote, proxy, !isSsh) : undefined;
    try {
      return await use({ ...remote, relay: relay?.port });
    } catch (error) {
      throw gitProblem(error, remote.shown, right.isKnown);
    } finally {
      relay?.close();
    }
  }

  async #find(address: string, right: Right, options: FetchOptions): Promise<GitRemote> {
    const credential = await right.credential(options.signal);
    const first = await this.#locator.locate(address, 'https or ssh');
    if (first.url.protocol === 'ssh:') {
      options.watch?.asked(hostName(first.url), first.host);
      return { ...first, ssh: await sshOf(first, credential) };
    }
    const moved = await redirected(address, this.#downloads, credential, options);
    const isMoved = moved !== address;
    const located = isMoved ? await this.#locator.locate(moved, 'https', first) : first;
    const told = forHost({ credential }, located, isMoved ? { from: first, address: moved } : undefined).credential;
    return {
      ...located,
      authorization: told?.authorization,
      certificate: told?.certificate,
      authorities: this.#network.authorities && (await authoritiesFile(this.#directory, this.#network.authorities)),
    };
  }
}

async function sshOf({ shown }: Located, credential: Credential | undefined): Promise<GitRemote['ssh']> {
  const ssh = credential?.ssh;
  if (ssh === undefined) {
    const remedy = 'Refer to it by https, or grant it.';
    throw new FetchError('denied', `${shown} gives nothing by ssh to whoever has no key`, remedy);
  }
  for (const [variable, path] of [
    ['FETCH_SSH_KEY', ssh.key],
    ['FETCH_SSH_KNOWN_HOSTS', ssh.knownHosts],
  ] as const) {
    await access(path, constants.R_OK).catch(() => {
      throw new FetchError('credentials', `what ${variable} names cannot be read`, `Check ${variable}.`);
    });
  }
  return ssh;
}
