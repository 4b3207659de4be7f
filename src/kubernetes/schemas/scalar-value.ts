import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { type GoValue, goValue } from '../../yaml/read/scalars.ts';

/** @returns whether a node is null to Go, which takes an absent value within `[…]` for an empty text. */
export function isNull(node: Node): boolean {
  return node instanceof Scalar && node.tag === 'null' && !node.marks.isEmptyInFlow;
}

export function isWhole(value: GoValue | undefined): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** @returns what a value is, without the value. */
export function whatIs(node: Node): string {
  if (node instanceof Mapping) return 'a mapping';
  if (node instanceof Sequence) return 'a list';
  const value = scalarValue(node);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'a boolean';
  return typeof value === 'string' ? 'text' : 'a number';
}

/** @returns `undefined` where kustomize itself fails to print it, which is said elsewhere. */
export function scalarValue(scalar: Scalar): GoValue | undefined {
  try {
    return goValue(scalar);
  } catch (error) {
    if (error instanceof Unprintable) return undefined;
    throw error;
  }
}
