import { ReadMemo, type Room } from './read-memo.ts';

/** What outlives a review, so that nothing is computed twice. Who lets go of it, lets go of all that is kept in it. */
export class Memory {
  /** How large it may grow, as a multiple of what a process of half a gigabyte can afford. */
  readonly scale: number;
  #computed = 0;

  constructor(scale = 1) {
    this.scale = scale;
  }

  /** How much was computed rather than found so far, in the units of what weighs it: objects. */
  get computed(): number {
    return this.#computed;
  }

  /** Takes note of a result that was not there. */
  note(weight: number): void {
    this.#computed += weight;
  }
}

/** A kind of computation over files whose results can be kept in a memory. */
export class Memoised<T> {
  readonly #room: Room<T>;
  readonly #memos = new WeakMap<Memory, ReadMemo<T>>();

  constructor(room: Room<T>) {
    this.#room = room;
  }

  /** @returns how much a result is, in the unit of its room. */
  weigh(value: T): number {
    return this.#room.weigh(value);
  }

  in(memory: Memory): ReadMemo<T> {
    const memo =
      this.#memos.get(memory) ??
      new ReadMemo({ ...this.#room, capacity: Math.ceil(this.#room.capacity * memory.scale) });
    this.#memos.set(memory, memo);
    return memo;
  }
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** @returns a number, from 1, that no other object has while this one lives: for keys that hold an immutable value. */
export function identityOf(value: object): number {
  const identity = identities.get(value) ?? ++lastIdentity;
  identities.set(value, identity);
  return identity;
}
