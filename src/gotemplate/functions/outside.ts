import type { FunctionTable } from '../value/value.ts';
import { type RandomBytes, randomFunctions } from './crypto/random.ts';
import { dateFunctions } from './dates/dates.ts';
import type { Time } from './dates/time.ts';

/** What functions take from outside: the engine has no clock and no source of chance of its own. */
export interface Outside {
  now(): Time;
  readonly random: RandomBytes;
}

/** @returns the functions whose result hangs on the time, or on chance. */
export function outsideFunctions(outside: Outside): FunctionTable {
  return new Map([...dateFunctions(() => outside.now()), ...randomFunctions(outside.random)]);
}
