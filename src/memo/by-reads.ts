import { LRUCache } from 'lru-cache';
import type { Memory } from './memory.ts';
import { directoriesAbove, type TreeChange, type TreeView } from './tree-change.ts';

interface Entry<T> extends Computed<T> {
  /** The directories on the way to what was read. */
  readonly passed: ReadonlySet<string>;
  /** Trees in which all that was read stands as it was: the newest last. */
  readonly trees: Set<string>;
}

/** How much is kept of one kind of result in a memory of scale 1. */
interface Room<T> {
  /** In the unit of `weigh`. */
  readonly capacity: number;
  readonly weigh: (value: T) => number;
}

/** Of one key, as many results are kept: those of the base branch, and of a few pull requests. */
const RESULTS_A_KEY = 4;
/** Of one result, as many trees are known to hold it. */
const TREES_A_RESULT = 32;

/**
 * A kind of computation over files. Its results are kept in a memory and found again by a key, for as long as nothing
 * that they have read differs in the tree at hand; what was not asked for longest goes first.
 */
export class KeptByReads<T> {
  readonly #room: Room<T>;
  readonly #kept = new WeakMap<Memory, LRUCache<string, readonly Entry<T>[]>>();

  constructor(room: Room<T>) {
    this.#room = room;
  }

  /** @returns how much a result is, in the unit of its room. */
  weigh(value: T): number {
    return this.#room.weigh(value);
  }

  /** @returns what was computed before for this key, where nothing that it read differs in the tree */
  find(memory: Memory, key: string, tree: TreeView): Computed<T> | undefined {
    return this.#in(memory)
      .get(key)
      ?.find((entry) => holdsIn(entry, tree));
  }

  /** Keeps a result that was computed in a tree. */
  keep(memory: Memory, key: string, tree: TreeView, computed: Computed<T>): void {
    const kept = this.#in(memory);
    const others = kept.get(key) ?? [];
    const entry = { ...computed, passed: directoriesAbove(computed.reads.keys()), trees: new Set([tree.id]) };
    kept.set(key, [entry, ...others.slice(0, RESULTS_A_KEY - 1)]);
  }

  #in(memory: Memory): LRUCache<string, readonly Entry<T>[]> {
    const { capacity, weigh } = this.#room;
    const kept =
      this.#kept.get(memory) ??
      new LRUCache<string, readonly Entry<T>[]>({
        maxSize: Math.ceil(capacity * memory.scale),
        sizeCalculation: (entries) => entries.reduce((sum, { value }) => sum + weigh(value), 0),
      });
    this.#kept.set(memory, kept);
    return kept;
  }
}

function holdsIn<T>(entry: Entry<T>, tree: TreeView): boolean {
  if (entry.trees.has(tree.id)) return true;
  // The newest first: it differs least.
  for (const known of [...entry.trees].reverse()) {
    const change = tree.changeSince(known);
    if (change === undefined) continue;
    if (isTouched(entry, change)) return false;
    entry.trees.add(tree.id);
    const [oldest] = entry.trees;
    if (entry.trees.size > TREES_A_RESULT && oldest !== undefined) entry.trees.delete(oldest);
    return true;
  }
  return false;
}

function isTouched<T>({ reads, met, peeked, passed }: Entry<T>, { paths, above }: TreeChange): boolean {
  for (const path of paths) if (reads.has(path) || met.has(path) || passed.has(path)) return true;
  for (const path of above) if (reads.has(path) || peeked.has(path)) return true;
  return false;
}

/** What a build has read: every path it asked for, and what stood there. Equal read-sets, equal builds. */
export type ReadSet = ReadonlyMap<string, string | 'absent'>;

/** What a computation over files gave, and all that it looked at on the way. */
export interface Computed<T> {
  readonly value: T;
  readonly reads: ReadSet;
  /** Directories that were found, whatever is in them. */
  readonly met: ReadonlySet<string>;
  /** Directories that were looked into for the sake of a message. */
  readonly peeked: ReadonlySet<string>;
}
