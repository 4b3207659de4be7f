import { Memory } from '../../memo/memory.ts';
import type { TreeView } from '../../memo/tree-change.ts';
import { Needs } from '../objects/needs.ts';
import type { RepoTree } from '../objects/repo-tree.ts';
import type { Files } from './files.ts';
import { plainFiles } from './plain-files.ts';
import { recordingFiles } from './recording-files.ts';
import { treeView } from './tree-view.ts';

/** What is at hand of one repository beside the tree in question: it makes a look faster, and never changes its result. */
export interface Workspace {
  /** What earlier looks have parsed and computed; grows. */
  readonly memory: Memory;
  /** Trees of earlier looks whose objects can still be read: what was kept for them is compared by what changed since. */
  readonly known: readonly RepoTree[];
}

/** @returns the workspace of a repository that has not been looked at yet. */
export function emptyWorkspace(): Workspace {
  return { memory: new Memory(), known: [] };
}

/**
 * The files of a tree as Flux's artifact has them, as far as links go; what is computed from them is kept. They serve one
 * attempt: what it finds missing once stays so.
 *
 * @param others trees that are at hand too, such as the other side of a change
 */
export function filesIn({ memory, known }: Workspace, tree: RepoTree, others: readonly RepoTree[] = []): Files {
  return memoFiles(plainFiles(tree, { symlinks: 'absent' }, memory), treeView(tree, [...others, ...known]));
}

/**
 * Files that keep results by what they read, and give them again. They serve one attempt: what it finds missing once
 * stays so.
 *
 * @param files those of the tree that is viewed
 */
export function memoFiles(files: Files, view: TreeView): Files {
  const { memory } = files;
  const missing = new KnownNeeds();
  const self: Files = {
    ...files,
    keeps: true,
    once: (kind, key, compute) => {
      const known = kind.find(memory, key, view);
      if (known !== undefined) return known;
      const recorded = recordingFiles(self);
      const computed = recorded.computed(missing.try(kind, key, () => compute(recorded.files)));
      kind.keep(memory, key, view, computed);
      memory.countComputed(kind.weigh(computed.value));
      return computed;
    },
  };
  return self;
}

/** What computations have found missing: while nothing is fetched, trying one again would find the same. */
class KnownNeeds {
  readonly #known = new Map<object, Map<string, Needs>>();

  /**
   * @param kind tells computations of different kinds apart
   * @param key tells those of a kind apart
   * @throws Needs, the same as the first time where the computation has been tried before
   */
  try<Result>(kind: object, key: string, compute: () => Result): Result {
    const known = this.#known.get(kind)?.get(key);
    if (known !== undefined) throw known;
    try {
      return compute();
    } catch (error) {
      if (error instanceof Needs) this.#note(kind, key, error);
      throw error;
    }
  }

  #note(kind: object, key: string, needs: Needs): void {
    const byKey = this.#known.get(kind) ?? new Map<string, Needs>();
    this.#known.set(kind, byKey.set(key, needs));
  }
}
