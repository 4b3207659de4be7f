import { LRUCache } from 'lru-cache';
import type { Memory } from './memory.ts';

/** How much is kept of one kind of result in a memory of scale 1. */
interface Room<T> {
  /** In the unit of `weigh`: results, where that is not given. */
  readonly capacity: number;
  readonly weigh?: (value: T) => number;
}

/**
 * A kind of result that follows from an object's content, whichever tree holds it. It is found again by the object's id
 * and kept in a memory, where what was not asked for longest goes first.
 */
export class KeptById<T extends object> {
  readonly #room: Room<T>;
  readonly #kept = new WeakMap<Memory, LRUCache<string, T>>();

  constructor(room: Room<T>) {
    this.#room = room;
  }

  /**
   * @param id of the object, with all else that the result depends on
   * @param compute called where no result is kept
   */
  once(memory: Memory, id: string, compute: () => T): T {
    const kept = this.#in(memory);
    const found = kept.get(id);
    if (found !== undefined) return found;
    const result = compute();
    kept.set(id, result);
    return result;
  }

  #in(memory: Memory): LRUCache<string, T> {
    const { capacity, weigh = () => 1 } = this.#room;
    const kept =
      this.#kept.get(memory) ??
      new LRUCache<string, T>({ maxSize: Math.ceil(capacity * memory.scale), sizeCalculation: weigh });
    this.#kept.set(memory, kept);
    return kept;
  }
}
