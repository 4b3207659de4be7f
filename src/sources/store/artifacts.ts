import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitAccess, ObjectFormat } from '../contract/git-access.ts';
import { markOf, writeMark } from './mark.ts';
import { Room } from './room.ts';

/** An object that was fetched, and the bare Git directory that holds it. */
export interface Artifact {
  readonly id: string;
  readonly gitDirectory: string;
}

/**
 * What was fetched, on the disk: a bare Git directory for each, named by what it is, that is written aside and put in its
 * place whole. Any number of processes may share the folder.
 */
export class Artifacts {
  readonly #directory: string;
  readonly #git: GitAccess;
  readonly #room: Room;

  /** @param directory absolute path; made where it is missing */
  constructor(directory: string, git: GitAccess, mostBytes: number) {
    this.#directory = join(directory, 'artifacts');
    this.#git = git;
    this.#room = new Room(this.#directory, mostBytes);
  }

  /** @param name of what never changes: who may have it, where it is from, its digest */
  async find(name: readonly string[]): Promise<Artifact | undefined> {
    const gitDirectory = this.#pathOf(name);
    const mark = await markOf(gitDirectory);
    if (mark === undefined) return undefined;
    // When it was last used decides how long it stays.
    await utimes(gitDirectory, new Date(), new Date()).catch(() => undefined);
    return { id: mark.id, gitDirectory };
  }

  /**
   * @param name as {@link find} has it
   * @param fill writes objects into an empty bare directory, and tells the id of the one that matters
   */
  async keep(
    name: readonly string[],
    format: ObjectFormat,
    fill: (gitDirectory: string) => Promise<string>,
  ): Promise<Artifact> {
    await mkdir(this.#directory, { recursive: true });
    const aside = await mkdtemp(join(this.#directory, 'new-'));
    const gitDirectory = this.#pathOf(name);
    try {
      this.#git.fillBareDirectory(aside, format);
      const id = await fill(aside);
      await writeMark(aside, id);
      await this.#put(aside, gitDirectory);
      await this.#room.make();
      return { id, gitDirectory };
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }

  /** What another process has put there meanwhile is as good. */
  async #put(aside: string, gitDirectory: string): Promise<void> {
    if (existsSync(gitDirectory) && (await markOf(gitDirectory)) === undefined) {
      await rm(gitDirectory, { recursive: true, force: true });
    }
    try {
      await rename(aside, gitDirectory);
    } catch (error) {
      if ((await markOf(gitDirectory)) === undefined) throw error;
    }
  }

  #pathOf(name: readonly string[]): string {
    return join(this.#directory, createHash('sha256').update(JSON.stringify(name)).digest('hex'));
  }
}
