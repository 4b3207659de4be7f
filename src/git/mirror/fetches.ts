import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { fillBareDirectory } from '../objects/bare-directory.ts';
import { GitError, hasCode } from '../process/git-error.ts';
import type { GitRepository } from '../repository/git-repository.ts';
import { fetchInto, type Wanted } from './remote.ts';

/** What to fetch, and on whose behalf. */
export interface Fetching extends Wanted {
  readonly token?: (() => Promise<string>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The fetches into a bare directory: they wait for each other, and equal ones that wait are one. */
export class Fetches {
  readonly #directory: string;
  readonly #url: string;
  readonly #repository: GitRepository;
  readonly #waiting = new Map<string, Promise<void>>();
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param directory absolute path, of a repository
   * @param url to fetch from
   * @param repository what is in the directory
   */
  constructor(directory: string, url: string, repository: GitRepository) {
    this.#directory = directory;
    this.#url = url;
    this.#repository = repository;
  }

  /**
   * Makes commits be here. Without a network where they are; by the refs, as they were when somebody last pushed, where
   * not; by their ids, which GitHub gives too, where a ref has moved on meanwhile.
   *
   * @throws GitError `missing-object` where the remote has a commit no more
   */
  async fetch(wanted: Fetching): Promise<void> {
    const key = JSON.stringify([wanted.refs.toSorted(), wanted.commits.toSorted()]);
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      // The first caller may have given up; the others need not.
      return await waiting.catch((error: unknown) => {
        if (!hasCode(error, ['aborted']) || wanted.signal?.aborted === true) throw error;
        return this.fetch(wanted);
      });
    }
    const fetched = this.#inTurn(async () => {
      this.#waiting.delete(key);
      await this.#fetchMissing(this.#directory, wanted);
    });
    this.#waiting.set(key, fetched);
    await fetched;
  }

  /** Clones again beside the old one and puts it in its place: readers meanwhile still find objects. */
  async rebuild(wanted: Fetching): Promise<void> {
    await this.#inTurn(async () => {
      const fresh = emptyBeside(this.#directory);
      try {
        await this.#fetchAll(fresh, wanted);
        replace(this.#directory, fresh);
      } finally {
        rmSync(fresh, { recursive: true, force: true });
      }
      await this.#repository.forget();
    });
  }

  /** Resolves when those that were asked for so far have ended, with an error or without. */
  async ended(): Promise<void> {
    await this.#turn;
  }

  async #fetchMissing(directory: string, wanted: Fetching): Promise<void> {
    if (wanted.commits.length > 0 && (await this.#missing(wanted)).length === 0) return;
    await this.#fetchRefs(directory, wanted);
    const commits = await this.#missing(wanted);
    if (commits.length === 0) return;
    await fetchInto(directory, await this.#remote(wanted), { refs: [], commits }, wanted.signal);
    const [lost] = await this.#missing(wanted);
    if (lost !== undefined) throw new GitError('missing-object', `${this.#url} no longer has the commit ${lost}`);
  }

  /** A missing ref is harmless where the commits are named as well. */
  async #fetchRefs(directory: string, wanted: Fetching): Promise<void> {
    try {
      await fetchInto(directory, await this.#remote(wanted), { refs: wanted.refs, commits: [] }, wanted.signal);
    } catch (error) {
      if (wanted.commits.length === 0 || !hasCode(error, ['ref-not-found'])) throw error;
    }
  }

  /** By refs and ids at once, where nothing is here to be compared with. */
  async #fetchAll(directory: string, wanted: Fetching): Promise<void> {
    await fetchInto(directory, await this.#remote(wanted), wanted, wanted.signal);
  }

  async #remote(wanted: Fetching): Promise<{ url: string; token: string | undefined }> {
    return { url: this.#url, token: await wanted.token?.() };
  }

  async #missing({ commits }: Fetching): Promise<readonly ObjectId[]> {
    const present = await this.#repository.present(commits);
    return commits.filter((id) => !present.has(id));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** Makes a directory an empty bare repository, unless it is one. */
export function makeRepository(directory: string): void {
  if (!isRepository(directory)) replace(directory, emptyBeside(directory));
}

function isRepository(directory: string): boolean {
  return ['HEAD', 'config', 'objects', 'refs'].every((name) => existsSync(join(directory, name)));
}

function emptyBeside(directory: string): string {
  mkdirSync(dirname(directory), { recursive: true });
  const path = mkdtempSync(`${directory}.new-`);
  fillBareDirectory(path, 'sha1');
  return path;
}

/** Two renames: at no time does half a repository stand there. */
function replace(directory: string, fresh: string): void {
  const old = `${fresh}.old`;
  if (existsSync(directory)) renameSync(directory, old);
  renameSync(fresh, directory);
  rmSync(old, { recursive: true, force: true });
}
