/**
 * What one repository's reviews leave to the next ones, so that nothing is computed twice. Results live as long as the
 * memory they are kept in: see `by-id.ts` and `by-reads.ts` for how they are found again.
 */
export class Memory {
  /** How large it may grow, as a multiple of what a process of half a gigabyte can afford. */
  readonly scale: number;
  #computed = 0;
  #parsed = 0;

  constructor(scale = 1) {
    this.scale = scale;
  }

  /** How much was computed rather than found so far, in the units of what weighs it: objects. */
  get computed(): number {
    return this.#computed;
  }

  /** How many files were parsed rather than found so far. */
  get parsed(): number {
    return this.#parsed;
  }

  /** Counts a result that had to be computed. */
  countComputed(weight: number): void {
    this.#computed += weight;
  }

  /** Counts a file that had to be parsed. */
  countParsed(): void {
    this.#parsed += 1;
  }
}
