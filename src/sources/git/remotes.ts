import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Located, Locator } from '../address/locate.ts';
import type { Credential } from '../contract/credential.ts';
import type { GitRemote } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Right } from '../credentials/rights.ts';
import { forHost } from '../http/asking.ts';
import { type Network, proxyFor, trusted } from '../http/connections.ts';
import type { Downloads } from '../http/download.ts';
import { limitsWith, MANIFEST_LIMITS } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { hostName } from '../settings/host-list.ts';
import { gitProblem } from './git-problem.ts';
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

/** What git asks first. @see https://git-scm.com/docs/gitprotocol-http#_discovering_references */
const DISCOVERY = '/info/refs?service=git-upload-pack';

/**
 * Finds out where a repository has moved to: git follows no redirects here, as it would not check where they lead. Servers
 * redirect from the names of before, and to the name with `.git`.
 *
 * @returns the address that git may be told; what is wrong with it git finds out
 */
async function redirected(
  address: string,
  downloads: Downloads,
  credential: Credential | undefined,
  options: FetchOptions,
): Promise<string> {
  const asked = `${address.replace(/\/+$/, '')}${DISCOVERY}`;
  // Of that version, the answer does not begin with all branches and tags.
  const asking = { credential, headers: { 'git-protocol': 'version=2' } };
  const limits = limitsWith(MANIFEST_LIMITS, options);
  const final = await downloads.exchange(asked, limits, asking, async (answer) => answer.address);
  return final !== asked && final.endsWith(DISCOVERY) ? final.slice(0, -DISCOVERY.length) : address;
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

/**
 * Git trusts what one file holds, and nothing beside it.
 *
 * @param authorities absolute path of certificates that are trusted beside the usual ones
 */
async function authoritiesFile(directory: string, authorities: string): Promise<string> {
  const all = trusted(authorities).join('\n');
  const path = join(directory, `authorities-${createHash('sha256').update(all).digest('hex')}.pem`);
  if (existsSync(path)) return path;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, all);
  await rename(aside, path);
  return path;
}
