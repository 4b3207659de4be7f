import type { Outside } from '../../gotemplate/functions/outside.ts';

/** Gives a second render the time and the chance of the first. */
export class Replay {
  readonly #outside: Outside;
  readonly #times: ReturnType<Outside['now']>[] = [];
  readonly #bytes: Uint8Array[] = [];

  constructor(outside: Outside) {
    this.#outside = outside;
  }

  /** What the first render takes. */
  get recording(): Outside {
    return {
      now: () => kept(this.#times, this.#outside.now()),
      random: (count) => kept(this.#bytes, this.#outside.random(count)),
    };
  }

  /** @returns the same once more, from the beginning */
  playing(): Outside {
    let time = 0;
    let bytes = 0;
    return {
      now: () => this.#times[time++] ?? this.#outside.now(),
      random: (count) => this.#bytes[bytes++] ?? this.#outside.random(count),
    };
  }
}

function kept<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}
