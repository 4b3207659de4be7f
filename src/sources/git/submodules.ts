import { Buffer } from 'node:buffer';
import type { GitAccess, ObjectFormat } from '../contract/git-access.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Artifact } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import { remoteAddress } from './remote-address.ts';

const NONE = 'none';

/** A repository that was brought. */
export interface Cloned {
  readonly artifact: Artifact;
  /** Where it is from. */
  readonly address: string;
  /** Of the artifact. */
  readonly name: readonly string[];
}

/** Puts submodules in their places, in a directory of its own that holds all of it. */
export class Submodules {
  readonly #git: GitAccess;
  readonly #artifacts: GitArtifacts;
  readonly #revisions: Revisions;

  constructor(git: GitAccess, artifacts: GitArtifacts, revisions: Revisions) {
    this.#git = git;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /**
   * @param bring fetches a commit of another repository, with its own submodules
   * @returns the same repository where it has none
   * @throws FetchError where one of them cannot be had
   */
  async addTo(
    { artifact, address, name: alone }: Cloned,
    bring: (address: string, commit: string) => Promise<Artifact>,
  ): Promise<Artifact> {
    const name = [...alone, 'submodules'];
    if ((await this.#revisions.find(name, 'for good')) === NONE) return artifact;
    const kept = await this.#artifacts.find(name);
    if (kept !== undefined) return kept;
    const submodules = await this.#git.submodulesOf(artifact);
    if (submodules.length === 0) {
      await this.#revisions.keep(name, NONE);
      return artifact;
    }
    const parts = new Map<string, Artifact>();
    for (const { path, url, commit } of submodules) {
      let shown = '';
      try {
        const its = addressFrom(address, url);
        shown = ` (${withoutCredentials(its)})`;
        parts.set(path, await bring(its, commit));
      } catch (error) {
        throw error instanceof FetchError ? notHad(path, shown, error) : error;
      }
    }
    const format: ObjectFormat = artifact.id.length === 64 ? 'sha256' : 'sha1';
    return this.#artifacts.keep(name, format, (directory) => this.#git.composeTree(directory, artifact, parts));
  }
}

/** @param path of which each character is one byte */
function notHad(path: string, shown: string, { code, message, remedy }: FetchError): FetchError {
  const name = Buffer.from(path, 'latin1').toString();
  return new FetchError(code, `its submodule ${name}${shown} is not fetched: ${message}`, remedy);
}

function withoutCredentials(address: string): string {
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`.replace(/(\.git)?\/*$/, '');
}

/**
 * @param address of the repository that has the submodule
 * @param url as it is written there
 * @throws FetchError `bad-address`
 * @see https://git-scm.com/docs/gitmodules#Documentation/gitmodules.txt-submoduleltnamegturl
 */
function addressFrom(address: string, url: string): string {
  if (!/^\.\.?\//.test(url)) return remoteAddress(url);
  const base = new URL(address);
  const segments = base.pathname.replace(/\/+$/, '').split('/');
  for (const segment of url.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  base.pathname = segments.join('/');
  return base.href;
}
