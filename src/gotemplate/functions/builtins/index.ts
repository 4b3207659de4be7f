import { byteLength, encodeText, sliceBytes } from '../../value/bytes.ts';
import { GoError } from '../../value/go-error.ts';
import { integerOf, typeName, zeroOf } from '../../value/kinds.ts';
import { SizedInteger } from '../../value/number.ts';
import { GoList, GoMap, type Value } from '../../value/value.ts';

/** A pointer is followed before it is looked at. */
function pointedType(value: Value): string {
  return typeName(value).replace(/^\*/, '');
}

/** @returns what stands at keys and indexes, one within the other: `index`. @throws GoError */
export function indexValue(item: Value, indexes: readonly Value[]): Value {
  if (item === null || item === undefined) throw new GoError('index of untyped nil');
  let found: Value = item;
  for (const index of indexes) {
    if (found === null || found === undefined) throw new GoError('index of nil pointer');
    found = indexOnce(found, index);
  }
  return found;
}

function indexOnce(item: Value, index: Value): Value {
  if (item instanceof GoList) {
    const at = indexWithin(index, item.items.length);
    if (at === item.items.length) throw new GoError('reflect: slice index out of range');
    return item.items[at];
  }
  if (typeof item === 'string') {
    const bytes = encodeText(item);
    const byte = bytes[indexWithin(index, bytes.length)];
    if (byte === undefined) throw new GoError('reflect: string index out of range');
    return new SizedInteger('uint8', BigInt(byte));
  }
  if (!(item instanceof GoMap)) throw new GoError(`can't index item of type ${pointedType(item)}`);
  if (index === null || index === undefined) throw new GoError('value is nil; should be of type string');
  if (typeof index !== 'string') throw new GoError(`value has type ${typeName(index)}; should be string`);
  return item.has(index) ? item.get(index) : zeroOf(item.type.element);
}

function indexWithin(index: Value, length: number): number {
  if (index === null || index === undefined) throw new GoError('cannot index slice/array with nil');
  const at = integerOf(index);
  if (at === undefined) throw new GoError(`cannot index slice/array with type ${typeName(index)}`);
  if (at < 0n || at > BigInt(length)) throw new GoError(`index out of range: ${at}`);
  return Number(at);
}

/** @returns a part of a text or a list: `slice`, as Go has it without sprig. @throws GoError */
export function sliceValue(item: Value, indexes: readonly Value[]): Value {
  if (item === null || item === undefined) throw new GoError('slice of untyped nil');
  if (indexes.length > 3) throw new GoError(`too many slice indexes: ${indexes.length}`);
  if (typeof item !== 'string' && !(item instanceof GoList))
    throw new GoError(`can't slice item of type ${pointedType(item)}`);
  if (typeof item === 'string' && indexes.length === 3) throw new GoError('cannot 3-index slice a string');
  const length = typeof item === 'string' ? byteLength(item) : item.items.length;
  const [start = 0, end = length, cap = length] = indexes.map((index) => indexWithin(index, length));
  if (start > end) throw new GoError(`invalid slice index: ${start} > ${end}`);
  if (end > cap) throw new GoError(`invalid slice index: ${end} > ${cap}`);
  return typeof item === 'string' ? sliceBytes(item, start, end) : new GoList(item.items.slice(start, end), item.type);
}

/** @returns how long a text, list or map is: `len`. @throws GoError */
export function lengthOf(item: Value): bigint {
  if (typeof item === 'string') return BigInt(byteLength(item));
  if (item instanceof GoList) return BigInt(item.items.length);
  if (item instanceof GoMap) return BigInt(item.size);
  if (item === null) throw new GoError('len of nil pointer');
  if (item === undefined) throw new GoError('reflect: call of reflect.Value.Type on zero Value');
  throw new GoError(`len of type ${pointedType(item)}`);
}
