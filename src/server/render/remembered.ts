import { getHeapStatistics } from 'node:v8';
import { LRUCache } from 'lru-cache';
import { RepositoryMemory } from './repository-memory.ts';

/** As many repositories share what a thread may take; the one not reviewed for longest goes first. */
const MOST_REPOSITORIES = 4;
/** What a memory of scale 1 is made for. In bytes. */
const HALF_A_GIGABYTE = 512 * 1024 * 1024;

/** What a thread that renders keeps between reviews. */
export class Remembered {
  readonly #repositories = new LRUCache<string, RepositoryMemory>({ max: MOST_REPOSITORIES });
  readonly #scale = getHeapStatistics().heap_size_limit / HALF_A_GIGABYTE / MOST_REPOSITORIES;

  /** @param repository its id, the same whatever it is called and wherever its mirror lies */
  of(repository: string): RepositoryMemory {
    const memory = this.#repositories.get(repository) ?? new RepositoryMemory(this.#scale);
    this.#repositories.set(repository, memory);
    return memory;
  }

  /** Lets go of what was computed for a repository: it is found out anew. */
  forget(repository: string): void {
    this.#repositories.delete(repository);
  }
}
