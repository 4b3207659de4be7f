import type { GoType } from '../value/go-type.ts';
import { bare, holdsMark, Marked, marked } from '../value/marked.ts';
import { isTrue } from '../value/truth.ts';
import { type GoFunction, GoList, GoMap, type Value } from '../value/value.ts';
import type { Elsewhere } from './elsewhere.ts';

/** A function that is called where what hangs on marked values is marked too. */
export interface MarkedCall {
  readonly elsewhere: Elsewhere;
  readonly fn: GoFunction;
  readonly name: string;
  readonly typeOf: (argument: number) => GoType;
  /** Whether it looks at all that is in a value, not at its top only. */
  readonly isDeep: boolean;
}

/**
 * Calls a function with bare values, and marks what it gives where one of them was marked. One that only moves values is
 * given them as they are.
 */
export function callMarked(
  { elsewhere, fn, name, typeOf, isDeep }: MarkedCall,
  values: readonly Value[],
  call: (values: readonly Value[]) => Value,
): Value {
  let isMarked = false;
  const given = values.map((value, i) => {
    const type = typeOf(i);
    if (fn.moves === true && isMovedAsIs(name, value, type, i)) return value;
    isMarked ||= holdsMark(value, isDeep ? 'deep' : 'top');
    if (fn.moves === true && value instanceof Marked && typeof value.value === 'boolean') return !value.value;
    return bare(value);
  });
  elsewhere.isSuspect = isMarked;
  const result = call(given);
  elsewhere.isSuspect = false;
  if (!isMarked) return result;
  // How many items there are hangs on a text that is taken apart, though each may show its part.
  const isCounted = result instanceof GoList && !/^(?:must)?from/i.test(name);
  return isCounted ? new Marked(result) : marked(result);
}

/** A key or an index decides what is found; and what is in a list or map that hangs on something is decided by that. */
function isMovedAsIs(name: string, value: Value, type: GoType, argument: number): boolean {
  if (typeof value === 'string') return type === 'any' ? name !== 'dig' : type === 'value' && argument === 0;
  if (!(value instanceof Marked)) return true;
  const isContainer = value.value instanceof GoList || value.value instanceof GoMap;
  return type === 'any' && !isContainer && name !== 'dig';
}

/** @returns whether a value is true, or the other way around where it hangs on what is not known */
export function turnedTruth(value: Value, elsewhere: Elsewhere | undefined): { isTrue: boolean; isTurned: boolean } {
  const isTurned = elsewhere?.turnsTests === true && holdsMark(value, 'top');
  const own = isTrue(value instanceof Marked ? value.value : value);
  return { isTrue: own !== isTurned, isTurned };
}
