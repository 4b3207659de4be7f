import { type GoType, spellType } from '../value/go-type.ts';
import { typeName } from '../value/kinds.ts';
import { Marked } from '../value/marked.ts';
import { SizedInteger } from '../value/number.ts';
import { ANY_LIST, ANY_MAP, GoList, GoMap, GoObject, type Value } from '../value/value.ts';
import type { Run } from './run.ts';

/** @returns whether nil can be of a type. */
export function canBeNil(type: GoType): boolean {
  return type === 'any' || type === 'value' || type === 'map' || type === 'list' || type === 'version';
}

/** @returns the nil of a type that has one. */
export function nilOf(type: GoType): Value {
  if (type === 'map') return new GoMap([], ANY_MAP, true);
  if (type === 'list') return new GoList([], ANY_LIST, true);
  return type === 'value' ? undefined : null;
}

/**
 * @returns a value as an argument of a type: `validateType` of Go's text/template
 * @throws ExecError where it is of another type
 */
export function checkType(run: Run, value: Value, type: GoType): Value {
  if (value === undefined) return canBeNil(type) ? nilOf(type) : run.fail(`invalid value; expected ${spellType(type)}`);
  if (type === 'value') return value;
  if (type === 'any') return value instanceof GoObject ? value.copied() : value;
  if (value instanceof Marked) return checkMarked(run, value, type);
  if (isOfType(value, type)) return type === 'map' && value instanceof GoMap ? value.as(ANY_MAP) : value;
  const got = value === null ? 'interface {}' : typeName(value);
  return run.fail(`wrong type for value; expected ${spellType(type)}; got ${got}`);
}

function checkMarked(run: Run, { value }: Marked, type: GoType): Value {
  const { elsewhere } = run.around;
  if (elsewhere !== undefined) elsewhere.isSuspect = true;
  const checked = new Marked(checkType(run, value, type));
  if (elsewhere !== undefined) elsewhere.isSuspect = false;
  return checked;
}

function isOfType(value: Value, type: GoType): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return typeof value === 'bigint';
    case 'float64':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'map':
      return value instanceof GoMap && value.type.element === 'interface {}';
    case 'list':
      return value instanceof GoList && value.type.element === 'interface {}';
    case 'int64':
    case 'uint32':
      return value instanceof SizedInteger && value.type === type;
    default:
      return value instanceof GoObject && value.type === spellType(type);
  }
}
