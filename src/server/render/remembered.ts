import { getHeapStatistics } from 'node:v8';
import { LRUCache } from 'lru-cache';
import { Memory } from '../../memo/memory.ts';
import type { Workspace } from '../../tree/files/workspace.ts';
import type { ObjectStore, RepoTree } from '../../tree/objects/repo-tree.ts';

/** Trees of the past that are compared with: of the base branch as it was, and of the pull requests seen last. */
const MOST_TREES = 24;

/** What the reviews of one repository leave to the next ones, whichever pull request they are of. */
export class RepositoryMemory {
  readonly memory: Memory;
  /** The newest first. */
  #trees: readonly Seen[] = [];

  /** @param scale of the memory */
  constructor(scale: number) {
    this.memory = new Memory(scale);
  }

  /** @returns what is kept, with the trees that were reviewed last, read through the objects of this review */
  workspace(objects: ObjectStore): Workspace {
    return { memory: this.memory, known: this.#trees.map((seen) => ({ ...seen, objects })) };
  }

  /** Takes note of trees that were reviewed. */
  reviewed(trees: readonly RepoTree[]): void {
    const seen = [...trees, ...this.#trees].map(({ id, sources }) => ({
      id,
      ...(sources === undefined ? {} : { sources }),
    }));
    const known = new Map(seen.map((each) => [`${each.id} ${each.sources?.id}`, each]));
    this.#trees = [...known.values()].slice(0, MOST_TREES);
  }
}

/** A tree, and what it referred to elsewhere then. */
type Seen = Pick<RepoTree, 'id' | 'sources'>;

/** As many repositories share what a thread may take; the least recently reviewed one is dropped first. */
const MOST_REPOSITORIES = 4;
/** What a memory of scale 1 is made for. In bytes. */
const HALF_A_GIGABYTE = 512 * 1024 * 1024;

/** What a thread that renders keeps between reviews. */
export class Remembered {
  readonly #repositories = new LRUCache<string, RepositoryMemory>({ max: MOST_REPOSITORIES });
  readonly #scale = getHeapStatistics().heap_size_limit / HALF_A_GIGABYTE / MOST_REPOSITORIES;

  /** @param repository its id, the same whatever its name and wherever its mirror is */
  of(repository: string): RepositoryMemory {
    const memory = this.#repositories.get(repository) ?? new RepositoryMemory(this.#scale);
    this.#repositories.set(repository, memory);
    return memory;
  }

  /** Lets go of what was computed for a repository: it is computed again. */
  forget(repository: string): void {
    this.#repositories.delete(repository);
  }
}
