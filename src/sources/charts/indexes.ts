import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Right } from '../credentials/rights.ts';
import type { Downloads } from '../http/download.ts';
import { INDEX_LIMITS, limitsWith } from '../http/limits.ts';
import type { Artifacts } from '../store/artifacts.ts';
import type { Revisions } from '../store/revisions.ts';

const FILE = 'index.yaml';

type Watched = Pick<FetchOptions, 'signal' | 'watch'>;

/** An index that is on its way, for as long as whoever asked first waits for it. */
interface Coming {
  readonly path: Promise<string>;
  readonly signal: AbortSignal | undefined;
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
    const known = await this.#revisions.find([scope, address]);
    const kept = known === undefined ? undefined : await this.#artifacts.find([scope, address, known]);
    if (kept !== undefined) return join(kept.directory, FILE);
    // By a time and not by what it holds, which is only known once it is here: it is as large as nothing else.
    const revision = new Date().toISOString();
    const artifact = await this.#artifacts.keep([scope, address, revision], async (directory) => {
      const asking = { credential: await credential(options.signal) };
      return this.#downloads.save(address, join(directory, FILE), limitsWith(INDEX_LIMITS, options), asking);
    });
    await this.#revisions.keep([scope, address], revision);
    return join(artifact.directory, FILE);
  }
}
