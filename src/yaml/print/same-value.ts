import { Mapping, type Node, Scalar, Sequence } from '../node/node.ts';
import { Unprintable } from '../node/unprintable.ts';
import { goValue } from '../read/scalars.ts';

/** @returns whether two nodes render alike: `1.10` is `1.1`, key order and style mean nothing. */
export function sameValue(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a instanceof Scalar) return b instanceof Scalar && sameScalar(a, b);
  if (a instanceof Sequence) {
    if (!(b instanceof Sequence) || a.items.length !== b.items.length) return false;
    return a.items.every((item, i) => sameOptional(item, b.items[i]));
  }
  if (!(b instanceof Mapping) || a.entries.size !== b.entries.size) return false;
  for (const [key, value] of a.entries) if (!sameOptional(value, b.entries.get(key))) return false;
  return true;
}

function sameOptional(a: Node, b: Node | undefined): boolean {
  return b !== undefined && sameValue(a, b);
}

function sameScalar(a: Scalar, b: Scalar): boolean {
  if (a.text === b.text && a.tag === b.tag) return true;
  try {
    const x = goValue(a);
    const y = goValue(b);
    // encoding/json writes the float 1000 and the integer 1000 alike.
    if (typeof x === 'number' || typeof y === 'number') return sameNumber(x, y);
    return x === y;
  } catch (error) {
    if (error instanceof Unprintable) return false;
    throw error;
  }
}

function sameNumber(x: unknown, y: unknown): boolean {
  if (!isNumeric(x) || !isNumeric(y)) return false;
  return Object.is(x, y) || String(x) === String(y);
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
