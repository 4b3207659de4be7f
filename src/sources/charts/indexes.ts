import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Right } from '../credentials/rights.ts';
import type { Downloads } from '../http/download.ts';
import { INDEX_LIMITS } from '../http/limits.ts';
import type { Artifacts } from '../store/artifacts.ts';
import type { Revisions } from '../store/revisions.ts';

const FILE = 'index.yaml';

/** Brings the indexes of repositories of charts, each once for all charts that are looked for in it. */
export class Indexes {
  readonly #downloads: Downloads;
  readonly #artifacts: Artifacts;
  readonly #revisions: Revisions;
  readonly #coming = new Map<string, Promise<string>>();

  constructor(downloads: Downloads, artifacts: Artifacts, revisions: Revisions) {
    this.#downloads = downloads;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /**
   * @returns what an index holds, to be read once
   * @throws FetchError
   */
  async read(address: string, right: Right): Promise<AsyncIterable<Buffer>> {
    const key = JSON.stringify([right.scope, address]);
    const coming = this.#coming.get(key) ?? this.#bring(address, right);
    this.#coming.set(key, coming);
    try {
      return createReadStream(await coming);
    } finally {
      this.#coming.delete(key);
    }
  }

  async #bring(address: string, { scope, credential }: Right): Promise<string> {
    const known = await this.#revisions.find([scope, address]);
    const kept = known === undefined ? undefined : await this.#artifacts.find([scope, address, known]);
    if (kept !== undefined) return join(kept.directory, FILE);
    // By a time and not by what it holds, which is only known once it is here: it is as large as nothing else.
    const revision = new Date().toISOString();
    const artifact = await this.#artifacts.keep([scope, address, revision], async (directory) =>
      this.#downloads.save(address, join(directory, FILE), INDEX_LIMITS, { credential: await credential() }),
    );
    await this.#revisions.keep([scope, address], revision);
    return join(artifact.directory, FILE);
  }
}
