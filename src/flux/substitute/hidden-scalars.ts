import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import type { Hidden, HiddenRange } from './expand.ts';

/**
 * @param document parsed from the text that the ranges are of
 * @returns the scalars that any of a hidden range fell into
 */
export function hiddenScalars(document: Node, ranges: readonly HiddenRange[]): ReadonlyMap<Scalar, Hidden> {
  const hidden = new Map<Scalar, Hidden>();
  if (ranges.length === 0) return hidden;
  const scalars = scalarsIn(document).sort((a, b) => offsetOf(a) - offsetOf(b));
  for (const range of ranges) {
    for (let at = lastAtOrBefore(scalars, range.start); at < scalars.length; at++) {
      const scalar = scalars[at];
      if (scalar === undefined || (offsetOf(scalar) >= range.end && offsetOf(scalar) > range.start)) break;
      if (hidden.get(scalar) !== 'opaque') hidden.set(scalar, range.hidden);
    }
  }
  return hidden;
}

/** A scalar's text lies between its own place and the next one's: a printed object's lines are in order. */
function lastAtOrBefore(scalars: readonly Scalar[], offset: number): number {
  let low = 0;
  let high = scalars.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const scalar = scalars[middle];
    if (scalar !== undefined && offsetOf(scalar) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

function scalarsIn(node: Node): Scalar[] {
  if (node instanceof Scalar) return [node];
  const children = node instanceof Mapping ? [...node.entries.values()] : node.items;
  return children.flatMap(scalarsIn);
}

function offsetOf(scalar: Scalar): number {
  return scalar.place?.offset ?? 0;
}
