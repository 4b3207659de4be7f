import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { markOf, writeMark } from './mark.ts';
import { Room } from './room.ts';

/** Something that was fetched, and where it is. */
export interface Artifact {
  /** Of the object, or its digest. */
  readonly id: string;
  /** Absolute path. */
  readonly directory: string;
}

/**
 * What was fetched, on the disk: a directory for each, named by what it is, that is written aside and put in its
 * place whole. Any number of processes may share the folder.
 */
export class Artifacts {
  readonly #directory: string;
  readonly #room: Room;

  /** @param directory absolute path; made where it is missing */
  constructor(directory: string, mostBytes: number) {
    this.#directory = join(directory, 'artifacts');
    this.#room = new Room(this.#directory, mostBytes);
  }

  /** @param name of what never changes: who may have it, where it is from, its digest */
  async find(name: readonly string[]): Promise<Artifact | undefined> {
    const directory = this.#pathOf(name);
    const mark = await markOf(directory);
    if (mark === undefined) return undefined;
    // When it was last used decides how long it stays.
    await utimes(directory, new Date(), new Date()).catch(() => undefined);
    return { id: mark.id, directory };
  }

  /**
   * @param name as {@link find} has it, or how it follows from what there is
   * @param fill writes into an empty directory, and tells the id of what matters in it
   */
  async keep(
    name: readonly string[] | ((id: string) => readonly string[]),
    fill: (directory: string) => Promise<string>,
  ): Promise<Artifact> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const aside = await mkdtemp(join(this.#directory, 'new-'));
    try {
      const id = await fill(aside);
      const directory = this.#pathOf(typeof name === 'function' ? name(id) : name);
      await writeMark(aside, id);
      await this.#put(aside, directory);
      await this.#room.make();
      return { id, directory };
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }

  /** Takes away what is not what it was. */
  async remove({ directory }: Artifact): Promise<void> {
    await rm(directory, { recursive: true, force: true });
  }

  /** What another process has put there meanwhile is as good. */
  async #put(aside: string, directory: string): Promise<void> {
    if (existsSync(directory) && (await markOf(directory)) === undefined) {
      await rm(directory, { recursive: true, force: true });
    }
    try {
      await rename(aside, directory);
    } catch (error) {
      if ((await markOf(directory)) === undefined) throw error;
    }
  }

  #pathOf(name: readonly string[]): string {
    return join(this.#directory, createHash('sha256').update(JSON.stringify(name)).digest('hex'));
  }
}
