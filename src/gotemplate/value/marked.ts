import { GoList, GoMap, GoObject, type Value } from './value.ts';

/** A letter that no chart writes, which no change of case alters: a text that holds it hangs on what is not known. */
export const MARK = 'ꙮ';

/** A value that hangs on what is not known, and could not tell so by itself: it is no text, or lost the mark in it. */
export class Marked extends GoObject {
  readonly value: Value;

  constructor(value: Value) {
    super('marked');
    this.value = value instanceof Marked ? value.value : value;
  }
}

/** @returns a value that tells by itself that it hangs on what is not known. */
export function marked(value: Value): Value {
  return holdsMark(value, 'deep') ? value : new Marked(value);
}

/** The end of each line, and of each value within `{…}` and `[…]`. */
const ENDS = /(?<=[\p{L}\p{N}])(?=["']?[^\S\n]*(?:[,\]}\n]|$))/gu;
const QUOTED = /^\s*(["'])[\s\S]*\1\s*$/;

/** @returns a text with marks where YAML and JSON read them as parts of the values in it */
export function markedText(text: string): string {
  const withMarks = text.replace(ENDS, MARK);
  if (withMarks !== text) return withMarks;
  return QUOTED.test(text) ? text.replace(/["']\s*$/, `${MARK}$&`) : text + MARK;
}

/** @returns whether a value hangs on what is not known: it itself, or something in it. */
export function holdsMark(value: Value, depth: 'top' | 'deep'): boolean {
  if (typeof value === 'string') return value.includes(MARK);
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Marked) return true;
  if (depth === 'top') return false;
  if (value instanceof GoList) return value.items.some((item) => holdsMark(item, depth));
  if (!(value instanceof GoMap)) return false;
  return value.keys().some((key) => key.includes(MARK) || holdsMark(value.get(key), depth));
}

/** @returns a value as functions know it. What holds none that is marked is itself and no copy. */
export function bare(value: Value): Value {
  return holdsMarked(value) ? withoutMarked(value) : value;
}

/** Asked for every argument of every function: it makes nothing. */
function holdsMarked(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof GoMap) {
    for (const item of value.items()) if (holdsMarked(item)) return true;
    return false;
  }
  if (value instanceof GoList) return value.items.some(holdsMarked);
  return value instanceof Marked;
}

function withoutMarked(value: Value): Value {
  if (value instanceof Marked) return bare(value.value);
  if (value instanceof GoList) return new GoList(value.items.map(bare), value.type, value.isNil);
  if (!(value instanceof GoMap)) return value;
  const entries = value.entries().map(([key, item]): readonly [string, Value] => [key, bare(item)]);
  return new GoMap(entries, value.type, value.isNil);
}
