import type { Scalar } from '../../../../yaml/node/node.ts';
import { toJson } from '../../../../yaml/print/to-json.ts';
import type { Document } from './document.ts';

/**
 * Compares as the operation `test` does: scalars by their JSON text. A list with a null in it equals nothing.
 *
 * @param written the JSON text of scalars that a patch in JSON brought
 * @see evanphx/json-patch lazyNode.equal
 */
export function isEqual(one: Document, other: Document, written: ReadonlyMap<Scalar, string>): boolean {
  if (one.fields !== undefined) return other.fields !== undefined && hasSameFields(one.fields, other.fields, written);
  if (one.items !== undefined) return other.items !== undefined && hasSameItems(one.items, other.items, written);
  if (one.scalar === undefined || other.scalar === undefined) return false;
  if (one.isNull || other.isNull) return one.isNull && other.isNull;
  return jsonText(one.scalar, written) === jsonText(other.scalar, written);
}

function hasSameFields(
  one: ReadonlyMap<string, Document>,
  other: ReadonlyMap<string, Document>,
  written: ReadonlyMap<Scalar, string>,
): boolean {
  if (one.size !== other.size) return false;
  for (const [key, value] of one) {
    const theirs = other.get(key);
    if (theirs === undefined || isDecodedNull(value) !== isDecodedNull(theirs)) return false;
    if (!isDecodedNull(value) && !isEqual(value, theirs, written)) return false;
  }
  return true;
}

function hasSameItems(
  one: readonly Document[],
  other: readonly Document[],
  written: ReadonlyMap<Scalar, string>,
): boolean {
  if (one.length !== other.length) return false;
  return one.every((item, i) => {
    const theirs = other[i];
    return theirs !== undefined && !item.isNull && !theirs.isNull && isEqual(item, theirs, written);
  });
}

function isDecodedNull(document: Document): boolean {
  return document.isNull && !document.isSetNull;
}

function jsonText(scalar: Scalar, written: ReadonlyMap<Scalar, string>): string {
  return written.get(scalar) ?? toJson(scalar);
}
