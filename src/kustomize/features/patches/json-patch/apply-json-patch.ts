import { Mapping, Scalar } from '../../../../yaml/node/node.ts';
import { toJson } from '../../../../yaml/print/to-json.ts';
import { isTooLarge, LIMITS } from '../../../model/limits.ts';
import { JsonPatchError } from '../../../nodes/json-patch-error.ts';
import { throughGo } from '../../../nodes/through-go.ts';
import { Document, follow, indexOf, type Pointed, valueAt } from './document.ts';
import type { JsonOperation, JsonPatch } from './parse-json-patch.ts';

/**
 * Applies a JSON patch to an object. What it inserts are the patch's own nodes, so that a field's place tells who set
 * it; all scalars are then as Go's JSON leaves them.
 *
 * @throws JsonPatchError where an operation does not apply
 * @throws Unprintable where the object holds what JSON cannot
 * @see kustomize api/filters/patchjson6902 Filter; evanphx/json-patch Patch.Apply
 */
export function applyJsonPatch({ operations, written }: JsonPatch, target: Mapping): Mapping {
  let document = new Document(target);
  for (const operation of operations) document = applyOperation(document, operation, written);
  const result = throughGo(document.freeze());
  if (result instanceof Mapping) return result;
  throw new JsonPatchError(`the patch makes the object a ${result.kind}`, operations.at(-1)?.node);
}

function applyOperation(document: Document, operation: JsonOperation, written: JsonPatch['written']): Document {
  switch (operation.op) {
    case 'add':
      add(at(document, operation), setValue(operation), operation);
      return document;
    case 'remove':
      remove(at(document, operation), operation);
      return document;
    case 'replace':
      return replace(document, operation);
    case 'move': {
      const from = at(document, operation, 'from');
      const value = existing(from, operation) ?? new Document(NULL);
      remove(from, operation);
      add(at(document, operation), value, operation);
      return document;
    }
    case 'copy': {
      const value = existing(at(document, operation, 'from'), operation)?.freeze() ?? NULL;
      if (isTooLarge(value)) throw fail(operation, `the copy has more than ${LIMITS.nodes} nodes`);
      add(at(document, operation), new Document(value), operation);
      return document;
    }
    case 'test':
      test(document, operation, written);
      return document;
    default:
      throw fail(operation, 'op is not add, remove, replace, move, copy or test');
  }
}

const NULL = new Scalar('null', 'null');

/** @throws JsonPatchError where there is nothing on the way */
function at(document: Document, operation: JsonOperation, which: 'path' | 'from' = 'path'): Pointed {
  const pointer = operation[which];
  if (pointer === undefined) throw fail(operation, `${which} is missing or not a string`);
  const pointed = follow(document, pointer);
  if (pointed === undefined) throw fail(operation, `the object has no ${JSON.stringify(shorten(pointer))}`);
  return pointed;
}

/** @returns the value, or `undefined` where a mapping has none. @throws JsonPatchError where a list has none */
function existing(pointed: Pointed, operation: JsonOperation): Document | undefined {
  const value = valueAt(pointed);
  if (value === undefined && pointed.container.fields === undefined) {
    throw fail(operation, `the list has no item ${JSON.stringify(pointed.key)}`);
  }
  return value;
}

function setValue({ value }: JsonOperation): Document {
  return new Document(value ?? NULL, value !== undefined);
}

function add({ container, key }: Pointed, value: Document, operation: JsonOperation): void {
  const { fields, items } = container;
  if (fields !== undefined) {
    fields.set(key, value);
    return;
  }
  const length = items?.length ?? 0;
  // A negative index counts from the end that the list is going to have.
  const index = key === '-' ? length : key.startsWith('-') ? indexOf(key, length + 1) : indexOf(key, length);
  if (index === undefined || index > length)
    throw fail(operation, `${JSON.stringify(key)} is not an index of the list`);
  items?.splice(index, 0, value);
}

function remove({ container, key }: Pointed, operation: JsonOperation): void {
  const { fields, items } = container;
  if (fields?.delete(key)) return;
  const index = items === undefined ? undefined : indexOf(key, items.length);
  if (index === undefined || index === items?.length)
    throw fail(operation, `there is no ${JSON.stringify(key)} to remove`);
  items?.splice(index, 1);
}

/** In a mapping, what is not there is added. */
function replace(document: Document, operation: JsonOperation): Document {
  if (operation.path === '') return replaceAll(document, operation);
  const pointed = at(document, operation);
  existing(pointed, operation);
  const { fields, items } = pointed.container;
  if (fields !== undefined) fields.set(pointed.key, setValue(operation));
  else items?.splice(indexOf(pointed.key, items.length) ?? 0, 1, setValue(operation));
  return document;
}

/** A whole object is replaced by a mapping or a list; a scalar changes nothing. */
function replaceAll(document: Document, operation: JsonOperation): Document {
  if (operation.value === undefined) throw fail(operation, 'it has no value');
  return operation.value instanceof Scalar ? document : new Document(operation.value);
}

function test(document: Document, operation: JsonOperation, written: JsonPatch['written']): void {
  const value = operation.value === undefined ? undefined : new Document(operation.value);
  const found = operation.path === '' ? document : existing(at(document, operation), operation);
  const isMet = value !== undefined && (found === undefined ? value.isNull : isEqual(found, value, written));
  if (!isMet) throw fail(operation, 'the object has a different value there');
}

function fail(operation: JsonOperation, why: string): JsonPatchError {
  const { op = 'operation', path = '' } = operation;
  return new JsonPatchError(`${op} ${JSON.stringify(shorten(path))}: ${why}`, operation.node, shorten(path));
}

/** @returns a pointer as it can stand in a message. */
function shorten(pointer: string): string {
  return pointer.length > 80 ? `${pointer.slice(0, 80)}…` : pointer;
}

/**
 * Compares as the operation `test` does: scalars by their JSON text. A list with a null in it equals nothing.
 *
 * @param written the JSON text of scalars that a patch in JSON brought
 * @see evanphx/json-patch lazyNode.equal
 */
function isEqual(one: Document, other: Document, written: ReadonlyMap<Scalar, string>): boolean {
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
