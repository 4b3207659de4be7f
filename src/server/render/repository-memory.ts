import { Memory } from '../../memo/memory.ts';
import type { Workspace } from '../../tree/files/workspace.ts';
import type { ObjectId, ObjectStore } from '../../tree/objects/repo-tree.ts';

/** Trees of the past that are compared with: of the base branch as it was, and of the pull requests seen last. */
const MOST_TREES = 24;

/** What the reviews of one repository leave to the next ones, whichever pull request they are of. */
export class RepositoryMemory {
  readonly memory: Memory;
  /** The newest first. */
  #trees: readonly ObjectId[] = [];

  /** @param scale of the memory */
  constructor(scale: number) {
    this.memory = new Memory(scale);
  }

  /** @returns what is kept, with the trees that were reviewed last, read through the objects of this review */
  workspace(objects: ObjectStore): Workspace {
    return { memory: this.memory, known: this.#trees.map((id) => ({ id, objects })) };
  }

  /** Takes note of trees that were reviewed. */
  reviewed(trees: readonly ObjectId[]): void {
    this.#trees = [...new Set([...trees, ...this.#trees])].slice(0, MOST_TREES);
  }
}
