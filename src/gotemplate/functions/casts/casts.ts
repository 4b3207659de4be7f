import { parseFloatText, parseInt64 } from '../../parse/read-number.ts';
import { integerOf } from '../../value/kinds.ts';
import { SizedInteger, truncate } from '../../value/number.ts';
import type { Value } from '../../value/value.ts';

/** @returns a value as an int64, 0 for what is none: `cast.ToInt64` */
export function toInteger(value: Value): bigint {
  switch (typeof value) {
    case 'bigint':
      return value;
    case 'number':
      return truncate(value);
    case 'boolean':
      return value ? 1n : 0n;
    case 'string':
      return parseInt64(withoutZeroFraction(value)) ?? 0n;
    default:
      return value instanceof SizedInteger ? BigInt.asIntN(64, value.value) : 0n;
  }
}

/** `8.0` and `8.` with zeros behind are integers; `8.` alone is not. */
function withoutZeroFraction(text: string): string {
  return /^(.*)\.0+$/s.exec(text)?.[1] ?? text;
}

/** @returns a value as a float64, 0 for what is none: `cast.ToFloat64` */
export function toFloat(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return parseFloatText(value) ?? 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const integer = integerOf(value);
  return integer === undefined ? 0 : Number(integer);
}
