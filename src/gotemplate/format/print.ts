import type { Value } from '../value/value.ts';
import { printPlain } from './print-value.ts';

/** @returns values as `fmt.Sprint` prints them: with a space between two of which neither is a string. */
export function printAll(values: readonly Value[]): string {
  let out = '';
  let wasText = false;
  values.forEach((value, i) => {
    const isText = typeof value === 'string';
    if (i > 0 && !isText && !wasText) out += ' ';
    out += printPlain(value);
    wasText = isText;
  });
  return out;
}

/** @returns values as `fmt.Sprintln` prints them. */
export function printLine(values: readonly Value[]): string {
  return `${values.map(printPlain).join(' ')}\n`;
}
