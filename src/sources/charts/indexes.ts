import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Right } from '../credentials/rights.ts';
import type { Asking } from '../http/asking.ts';
import type { Downloads } from '../http/download.ts';
import { INDEX_LIMITS, limitsWith } from '../http/limits.ts';
import { saveBody } from '../http/save-body.ts';
import type { Artifact, Artifacts } from '../store/artifacts.ts';
import type { Holds, Revisions } from '../store/revisions.ts';

const FILE = 'index.yaml';

type Watched = Pick<FetchOptions, 'signal' | 'watch'>;

/** An index that is on its way, for as long as whoever asked first waits for it. */
interface Coming {
  readonly path: Promise<string>;
  readonly signal: AbortSignal | undefined;
}

/** An index that is here. */
interface Kept extends Artifact {
  readonly revision: string;
  /** What its host knows it by. @see RFC 9110, section 8.8.3 */
  readonly etag: string | undefined;
}

/** Brings the indexes of repositories of charts, each once for all charts that are looked for in it. */
export class Indexes {
  readonly #downloads: Downloads;
  readonly #artifacts: Artifacts;
  readonly #revisions: Revisions;
  readonly #coming = new Map<string, Coming>();

  constructor(downloads: Downloads, artifacts: Artifacts, revisions: Revisions) {
    this.#downloads = downloads;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /**
   * @returns what an index holds, to be read once
   * @throws FetchError
   */
  async read(address: string, right: Right, options: Watched): Promise<AsyncIterable<Buffer>> {
    const key = JSON.stringify([right.scope, address]);
    const { signal } = options;
    const coming = this.#coming.get(key) ?? { path: this.#bring(address, right, options), signal };
    this.#coming.set(key, coming);
    try {
      return createReadStream(await coming.path);
    } catch (error) {
      const isGivenUp = coming.signal !== signal && coming.signal?.aborted === true;
      if (!isGivenUp || signal?.aborted === true) throw error;
    } finally {
      if (this.#coming.get(key) === coming) this.#coming.delete(key);
    }
    return this.read(address, right, options);
  }

  async #bring(address: string, { scope, credential }: Right, options: Watched): Promise<string> {
    const name = [scope, address];
    const fresh = await this.#find(name, 'a while');
    if (fresh !== undefined) return pathIn(fresh);
    const stale = await this.#find(name, 'for good');
    const asking: Asking = {
      credential: await credential(options.signal),
      ...(stale?.etag === undefined ? {} : { headers: { 'if-none-match': stale.etag } }),
    };
    const limits = limitsWith(INDEX_LIMITS, options);
    const found = await this.#downloads.exchange(address, limits, asking, async ({ status, headers, body }) => {
      if (status === 304 && stale?.etag !== undefined) return stale;
      // By a time and not by what it holds, which is only known once it is here: it is as large as nothing else.
      const revision = new Date().toISOString();
      const save = (directory: string) => saveBody(body, join(directory, FILE));
      return { ...(await this.#artifacts.keep([...name, revision], save)), revision, etag: etagOf(headers.etag) };
    });
    await this.#revisions.keep(name, [found.revision, found.etag].join(' ').trimEnd());
    return pathIn(found);
  }

  async #find(name: readonly string[], holds: Holds): Promise<Kept | undefined> {
    const known = await this.#revisions.find(name, holds);
    const [, revision = '', etag] = /^(\S+)(?: (.+))?$/s.exec(known ?? '') ?? [];
    const artifact = revision === '' ? undefined : await this.#artifacts.find([...name, revision]);
    return artifact && { ...artifact, revision, etag };
  }
}

/** What could be no part of a request is left out. */
function etagOf(text = ''): string | undefined {
  return /^(W\/)?"[\x21\x23-\x7e]{1,200}"$/.test(text) ? text : undefined;
}

function pathIn({ directory }: Artifact): string {
  return join(directory, FILE);
}
