import { BudgetExceeded } from '../value/go-error.ts';

/** How much templates may do. */
export interface Limits {
  /** Actions, texts and turns of loops. */
  readonly steps: number;
  /** Characters that all templates write together, included ones counted each time. */
  readonly output: number;
  /** What functions do together: about a nanosecond each. */
  readonly work: number;
  /** Characters and items that functions make together, which may all be kept. */
  readonly made: number;
  /** Templates that run within one another. */
  readonly depth: number;
}

/** Several times what the largest public charts take, and less than two seconds. */
export const DEFAULT_LIMITS: Limits = {
  steps: 300_000,
  output: 12 * 1024 * 1024,
  depth: 1_200,
  work: 1_100_000_000,
  made: 56 * 1024 * 1024,
};

/** What a run may still use, shared by all that run for it. */
export class Budget {
  readonly #limits: Limits;
  #steps = 0;
  #output = 0;
  #work = 0;
  #made = 0;
  #depth = 0;

  constructor(limits: Partial<Limits> = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
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

  /** @returns the share of each limit that was used */
  get used(): Readonly<Record<'steps' | 'output' | 'work' | 'made', number>> {
    const { steps, output, work, made } = this.#limits;
    return {
      steps: this.#steps / steps,
      output: this.#output / output,
      work: this.#work / work,
      made: this.#made / made,
    };
  }

  /** @returns how much more functions may do */
  get workLeft(): number {
    return this.#limits.work - this.#work;
  }

  /** @throws BudgetExceeded */
  work(amount: number): void {
    this.#work += amount;
    if (this.#work > this.#limits.work) throw new BudgetExceeded('work', 'the functions of the template do too much');
  }

  /** @throws BudgetExceeded */
  make(size: number): void {
    this.#made += size;
    if (this.#made > this.#limits.made) throw new BudgetExceeded('made', 'the functions of the template make too much');
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
