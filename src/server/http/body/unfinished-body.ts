/** In bytes: small bodies take little, large ones few blocks. */
const smallestBlock = 4 * 1024;
const largestBlock = 64 * 1024;

/** How far back a body's speed reaches. In milliseconds. */
const memory = 1_000;

/** Who sends slower than this sends nothing. In bytes a second. */
const standstill = 16 * 1024;

/**
 * What has come of a body. Kept in blocks of its own: chunks as they come may be of one byte each, and an object a byte
 * takes a hundred times what was sent.
 */
export class UnfinishedBody {
  readonly #began = performance.now();
  readonly #blocks: Buffer[] = [];
  /** Of the last block, what is used. */
  #used = 0;
  #size = 0;
  /** What came lately; older bytes count for less and less. */
  #recent = 0;
  #last = this.#began;

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  add(chunk: Buffer): void {
    const now = performance.now();
    this.#recent = this.#recentAt(now) + chunk.length;
    this.#last = now;
    for (let from = 0; from < chunk.length; ) {
      const copied = chunk.copy(this.#room(), 0, from);
      this.#used += copied;
      this.#size += copied;
      from += copied;
    }
  }

  /** Everything that has come, as one; nothing is kept of it here. */
  taken(): Buffer {
    return Buffer.concat(this.#blocks.splice(0), this.#size);
  }

  /** For how many seconds of its present speed it takes memory: a body that stands still holds the most for its speed. */
  hoarding(now: number): number {
    return this.#size / this.#speed(now);
  }

  /** The higher, the older and slower. */
  idling(now: number): number {
    return (now - this.#began) / this.#speed(now);
  }

  #room(): Buffer {
    const last = this.#blocks.at(-1);
    if (last && this.#used < last.length) return last.subarray(this.#used);
    const block = Buffer.allocUnsafeSlow(Math.min(largestBlock, Math.max(smallestBlock, this.#size)));
    this.#blocks.push(block);
    this.#used = 0;
    return block;
  }

  #speed(now: number): number {
    return standstill + this.#recentAt(now);
  }

  #recentAt(now: number): number {
    return this.#recent * Math.exp((this.#last - now) / memory);
  }
}
