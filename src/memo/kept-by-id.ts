import { LRUCache } from 'lru-cache';
import type { Memory } from './memory.ts';

/** A kind of result that follows from an object's id alone, whichever tree it is met in; and can be kept in a memory. */
export class KeptById<T extends object> {
  readonly #most: number;
  readonly #kept = new WeakMap<Memory, LRUCache<string, T>>();

  /** @param most how many are kept, in a memory of scale 1 */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * @param id of the object, with all else that the result depends on
   * @param compute where it is not known
   */
  once(memory: Memory, id: string, compute: () => T): T {
    const kept =
      this.#kept.get(memory) ??
      new LRUCache<string, T>({ maxSize: Math.ceil(this.#most * memory.scale), sizeCalculation: () => 1 });
    this.#kept.set(memory, kept);
    const result = kept.get(id) ?? compute();
    kept.set(id, result);
    return result;
  }
}
