import { type Node, Scalar } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { FieldPathError } from '../../fields/field-path.ts';
import { LIMITS } from '../../model/limits.ts';
import { hasType, typeOf, withoutType, withType } from '../../nodes/untagged.ts';

/** How a value is put into a field: into all of it, or into one part of its text. */
export interface WriteOptions {
  readonly delimiter: string;
  readonly index: number;
}

/**
 * Gives the new value of a target field. A standing scalar keeps its type and style and takes the text alone, so that
 * a number put into a string stays a string; anything else gives way to the value.
 *
 * @param target what stands there; `undefined` for a field that was made for the value
 * @throws FieldPathError where an option asks for a scalar; a text that does not fit the type is found when it is printed
 * @see kustomize api/filters/replacement setFieldValue
 */
export function writeValue(target: Node | undefined, value: Node, { delimiter, index }: WriteOptions): Node {
  if (target !== undefined && !(target instanceof Scalar)) {
    if (delimiter !== '') throw new FieldPathError('a delimiter can be used with scalars only');
    return value;
  }
  const text = value instanceof Scalar ? value.text : '';
  const written = delimiter === '' ? text : insertPart(target?.text ?? '', textAt(value), delimiter, index);
  if (written.length > LIMITS.characters)
    throw new FieldPathError(`the text would have more than ${LIMITS.characters} characters`);
  return withText(target, written, value);
}

/** @returns the part of a source's text that its options name. @throws FieldPathError where there is none */
export function refineValue(value: Node, { delimiter, index }: WriteOptions): Node {
  if (delimiter === '') return value;
  if (!(value instanceof Scalar)) throw new FieldPathError('a delimiter can be used with scalars only');
  const part = textAt(value).split(delimiter)[index];
  if (part === undefined) throw new FieldPathError(`options.index ${index} is out of bounds`);
  return value.with({ text: part });
}

function insertPart(standing: string, part: string, delimiter: string, index: number): string {
  const parts = standing.split(delimiter);
  if (index < 0) return [part, ...parts].join(delimiter);
  if (index >= parts.length) return [...parts, part].join(delimiter);
  return parts.with(index, part).join(delimiter);
}

function withText(target: Scalar | undefined, text: string, by: Node): Scalar {
  if (target === undefined) return withoutType(text, { style: 'plain', place: by.place });
  if (target.text === text) return target;
  if (!hasType(target)) return withoutType(text, { style: target.style, place: by.place ?? target.place });
  return withType(text, typeOf(target), { style: target.style, place: by.place ?? target.place });
}
