import { utimes } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { evictMirrors } from '../../git/mirror/evict-mirrors.ts';
import { Mirror } from '../../git/mirror/mirror.ts';
import { objectCache } from '../../git/objects/object-cache.ts';

/** Each open mirror holds a git process and a cache. */
const mostOpen = 16;
/** Measuring the disk takes longer than most reviews. */
const usesBetween = 50;
const cacheBytes = 32 * 1024 * 1024;

interface Open {
  readonly mirror: Mirror;
  users: number;
}

/** The mirrors of a data directory: one per repository, open while it is used and for as long as there is room. */
export class MirrorPool {
  readonly #directory: string;
  /** In the order of their last use. */
  readonly #open = new Map<string, Open>();

  readonly #mostBytes: number;
  #sinceTidied = 0;

  /** @param mostBytes what all mirrors may take of the disk */
  constructor(dataDirectory: string, mostBytes: number) {
    this.#directory = resolve(dataDirectory, 'mirrors');
    this.#mostBytes = mostBytes;
  }

  /**
   * @param repository its id: a rename leaves it as it is
   * @param url where it is fetched from
   */
  async use<Result>(repository: string, url: string, work: (mirror: Mirror) => Promise<Result>): Promise<Result> {
    const directory = join(this.#directory, `${repository}.git`);
    const key = `${directory} ${url}`;
    const open = this.#open.get(key) ?? {
      mirror: Mirror.open({ directory, url, cache: objectCache(cacheBytes) }),
      users: 0,
    };
    this.#open.delete(key);
    this.#open.set(key, open);
    open.users += 1;
    try {
      return await work(open.mirror);
    } finally {
      open.users -= 1;
      await this.#closeIdle(mostOpen);
      await this.#tidy(directory);
    }
  }

  /** Deletes old mirrors from time to time; open ones are in use and stay. */
  async #tidy(used: string): Promise<void> {
    const now = new Date();
    await utimes(used, now, now).catch(() => undefined);
    this.#sinceTidied += 1;
    if (this.#sinceTidied < usesBetween) return;
    this.#sinceTidied = 0;
    const inUse = new Set([...this.#open.keys()].map((key) => key.split(' ', 1)[0] ?? ''));
    await evictMirrors(this.#directory, this.#mostBytes, inUse);
  }

  close(): Promise<void> {
    return this.#closeIdle(0);
  }

  async #closeIdle(most: number): Promise<void> {
    for (const [key, { mirror, users }] of this.#open) {
      if (this.#open.size <= most) return;
      if (users > 0) continue;
      this.#open.delete(key);
      await mirror.close();
    }
  }
}
