import { BudgetExceeded } from '../value/go-error.ts';

export interface Limits {
  /** Actions, texts and turns of loops. */
  readonly steps: number;
  /** Characters that all templates write together, included ones counted each time. */
  readonly output: number;
  /** Templates that run within one another. */
  readonly depth: number;
}

/** Ten times what the largest public charts take. */
export const DEFAULT_LIMITS: Limits = { steps: 20_000_000, output: 64 * 1024 * 1024, depth: 1_200 };

/** What a run may still use, shared by all that run for it. */
export class Budget {
  readonly #limits: Limits;
  #steps = 0;
  #output = 0;
  #depth = 0;

  constructor(limits: Limits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** @throws BudgetExceeded */
  step(): void {
    this.#steps += 1;
    if (this.#steps > this.#limits.steps) throw new BudgetExceeded('steps', 'the template takes too many steps');
  }

  /** @throws BudgetExceeded */
  write(characters: number): void {
    this.#output += characters;
    if (this.#output > this.#limits.output) throw new BudgetExceeded('output', 'the template writes too much');
  }

  /** @throws BudgetExceeded */
  enter(): void {
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) throw new BudgetExceeded('depth', 'the templates are nested too deep');
  }

  leave(): void {
    this.#depth -= 1;
  }
}
