import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const Kept = v.object({ revision: v.string(), at: v.number() });

/** What references that may move led to, on the disk, each for a while. */
export class Revisions {
  readonly #directory: string;
  readonly #freshFor: number;

  /** @param freshFor how long what was found holds; in milliseconds */
  constructor(directory: string, freshFor: number) {
    this.#directory = join(directory, 'revisions');
    this.#freshFor = freshFor;
  }

  /**
   * @param name of the reference: who asks, and for what
   * @param isPinned whether it never leads to anything else, as somebody else says: then it holds for long
   */
  async find(name: readonly string[], isPinned = false): Promise<string | undefined> {
    try {
      const { revision, at } = v.parse(Kept, JSON.parse(await readFile(this.#pathOf(name), 'utf8')));
      const age = Date.now() - at;
      return age >= 0 && (isPinned || age < this.#freshFor) ? revision : undefined;
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

  #pathOf(name: readonly string[]): string {
    return join(this.#directory, createHash('sha256').update(JSON.stringify(name)).digest('hex'));
  }
}
