import { Buffer } from 'node:buffer';
import type { Piece } from './markdown-section.ts';

/**
 * Counts down what a comment may still hold. Counted in bytes: whatever GitHub means by a character, there are not more.
 */
export class Budget {
  #left: number;
  #leftOut = 0;
  #shortened = 0;

  constructor(limit: number) {
    this.#left = limit;
  }

  /** How many objects had no room at all. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** How many objects are named without their diff. */
  get shortened(): number {
    return this.#shortened;
  }

  /** @returns whether the text fits; it is paid for if so */
  take(text: string): boolean {
    const size = Buffer.byteLength(text) + 2;
    if (size > this.#left) return false;
    this.#left -= size;
    return true;
  }

  /** @returns the piece whole, or in short, or `undefined` where even that does not fit: then it is counted */
  fit(piece: Piece): string | undefined {
    if (this.take(piece.full)) return piece.full;
    if (this.take(piece.brief)) {
      this.#shortened += piece.objects;
      return piece.brief;
    }
    this.leave(piece);
    return undefined;
  }

  /** Counts a piece that has no room. */
  leave(piece: Piece): void {
    this.#leftOut += piece.objects;
  }
}
