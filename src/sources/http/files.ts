import { createHash } from 'node:crypto';
import type { ObjectFormat } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Found } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import type { Downloads } from './download.ts';
import { FILE_LIMITS, limitsWith } from './limits.ts';

/** An address that holds a commit: what is there never changes. */
const PINNED = /\/[0-9a-f]{40}\//;

/** Brings single files. */
export class Files {
  readonly #downloads: Downloads;
  readonly #artifacts: GitArtifacts;
  readonly #revisions: Revisions;

  constructor(downloads: Downloads, artifacts: GitArtifacts, revisions: Revisions) {
    this.#downloads = downloads;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /**
   * @throws FetchError; `not-found` also for a page that people read
   */
  async get(url: string, format: ObjectFormat, { rights, ...options }: FetchOptions): Promise<Found> {
    const { scope, credential } = rights.of(url);
    const follows = isVersioned(url) ? undefined : 'whatever is there';
    const known = await this.#revisions.find([scope, url], PINNED.test(url) ? 'for good' : 'a while');
    const kept = known === undefined ? undefined : await this.#artifacts.find([scope, url, known, format]);
    if (known !== undefined && kept !== undefined) return { ...kept, revision: known, follows };
    const { bytes, type } = await this.#downloads.get(url, limitsWith(FILE_LIMITS, options), {
      credential: await credential(options.signal),
    });
    if (type === 'text/html') {
      throw new FetchError('not-found', `${new URL(url).hostname} has a page for people there`, 'Check the address.');
    }
    const revision = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const name = [scope, url, revision, format];
    const artifact = (await this.#artifacts.find(name)) ?? (await this.#artifacts.keepFile(name, format, bytes));
    await this.#revisions.keep([scope, url], revision);
    return { ...artifact, revision, follows };
  }
}

/** By convention: an address that names a version or a commit goes on giving the same. */
function isVersioned(url: string): boolean {
  return !/\/latest(\/|$)/.test(url) && /\d+\.\d+|[0-9a-f]{40}/.test(new URL(url).pathname);
}
