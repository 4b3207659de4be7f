import type { Unresolved } from '../contract/cluster-review.ts';

/** What is not known, as effects are compared: who accepts it has accepted just these inputs of it. */
export interface Unknown extends Unresolved {
  /** All that decides what is hidden, on both sides; absent where a merge changes nothing of it. Never shown. */
  readonly inputs?: string | undefined;
}

/** @returns what a report says of it */
export function asUnresolved({ inputs: _inputs, ...unresolved }: Unknown): Unresolved {
  return unresolved;
}
