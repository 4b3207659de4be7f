import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** For how long it holds what a reference led to: as long as it was opened for, a day where nobody moves it by convention. */
export type Holds = 'a while' | 'a day' | 'for good';

const A_DAY = 24 * 60 * 60_000;

const Kept = v.object({ revision: v.string(), at: v.number() });

/** What references that may move led to, on the disk, each for a while. */
export class Revisions {
  readonly #directory: string;
  readonly #freshFor: number;
  readonly #opened = Date.now();

  /** @param freshFor how long what was found holds; in milliseconds. 0: only what was found since this was opened */
  constructor(directory: string, freshFor: number) {
    this.#directory = join(directory, 'revisions');
    this.#freshFor = freshFor;
  }

  /**
   * @param name of the reference: who asks, and for what
   * @param holds `for good` where it never leads to anything else
   */
  async find(name: readonly string[], holds: Holds = 'a while'): Promise<string | undefined> {
    try {
      const { revision, at } = v.parse(Kept, JSON.parse(await readFile(this.#pathOf(name), 'utf8')));
      return at >= this.#since(holds) && at <= Date.now() ? revision : undefined;
    } catch {
      return undefined;
    }
  }

  async keep(name: readonly string[], revision: string): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const path = this.#pathOf(name);
    const aside = `${path}.${randomUUID()}`;
    try {
      await writeFile(aside, JSON.stringify({ revision, at: Date.now() }));
      await rename(aside, path);
    } finally {
      await rm(aside, { force: true });
    }
  }

  #since(holds: Holds): number {
    if (holds === 'for good') return 0;
    if (this.#freshFor === 0) return this.#opened;
    return Date.now() - (holds === 'a day' ? Math.max(A_DAY, this.#freshFor) : this.#freshFor);
  }

  #pathOf(name: readonly string[]): string {
    return join(this.#directory, createHash('sha256').update(JSON.stringify(name)).digest('hex'));
  }
}
