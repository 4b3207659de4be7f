import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import type { Lacking } from '../contract/source-ref.ts';
import { holdsMarked, markOf, writeMark } from './mark.ts';
import { Room } from './room.ts';

/** Something that was fetched, and where it is. */
export interface Artifact {
  /** Of the object, or its digest. */
  readonly id: string;
  /** Absolute path. */
  readonly directory: string;
}

/** What a reference led to. */
export interface Found extends Artifact {
  readonly revision: string;
  /** What a reference that moves follows. */
  readonly follows: string | undefined;
  readonly lacking?: Lacking;
}

/** Those of which it is known that they are as they came. */
const MOST_CHECKED = 10_000;

/**
 * What was fetched, on the disk: a directory for each, named by what it is, that is written aside and put in its
 * place whole. Any number of processes may share the folder.
 */
export class Artifacts {
  readonly #directory: string;
  readonly #room: Room;
  readonly #checked = new LRUCache<string, Promise<boolean>>({ max: MOST_CHECKED });

  /** @param directory absolute path; made where it is missing */
  constructor(directory: string, mostBytes: number) {
    this.#directory = join(directory, 'artifacts');
    this.#room = new Room(this.#directory, mostBytes);
  }

  /**
   * @param name of what never changes: who may have it, where it is from, its digest
   * @returns `undefined` also for one that is no longer what came, as the disk or somebody has changed it: it goes. That is
   *   looked at once, before it is used for the first time
   */
  async find(name: readonly string[]): Promise<Artifact | undefined> {
    const directory = this.#pathOf(name);
    const mark = await markOf(directory);
    if (mark === undefined) return undefined;
    const checking = this.#checked.get(directory) ?? holdsMarked(directory, mark);
    this.#checked.set(directory, checking);
    if (!(await checking)) {
      this.#checked.delete(directory);
      await rm(directory, { recursive: true, force: true });
      return undefined;
    }
    // When it was last used decides how long it stays.
    await utimes(directory, new Date(), new Date()).catch(() => undefined);
    return { id: mark.id, directory };
  }

  /**
   * @param name as {@link find} has it
   * @param fill writes into an empty directory, and tells the id of what matters in it
   */
  async keep(name: readonly string[], fill: (directory: string) => Promise<string>): Promise<Artifact> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const aside = await mkdtemp(join(this.#directory, 'new-'));
    try {
      const id = await fill(aside);
      const directory = this.#pathOf(name);
      await writeMark(aside, id);
      await this.#put(aside, directory);
      this.#checked.delete(directory);
      await this.#room.make();
      return { id, directory };
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
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
