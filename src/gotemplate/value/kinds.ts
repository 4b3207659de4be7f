import { Complex, SizedInteger } from './number.ts';
import { GoList, GoMap, type GoObject, type Value } from './value.ts';

/** @returns a value's type as `%T` prints it, `<nil>` for none. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'float64';
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'undefined':
      return '<nil>';
    default:
      return value === null ? '<nil>' : objectType(value);
  }
}

function objectType(value: SizedInteger | Complex | GoList | GoMap | GoObject): string {
  if (value instanceof SizedInteger) return value.type;
  if (value instanceof Complex) return 'complex128';
  if (value instanceof GoList || value instanceof GoMap) return value.type.name;
  return value.type;
}

/** @returns a value's kind as `reflect.Kind` prints it. */
export function kindName(value: Value): string {
  if (value === null || value === undefined) return 'invalid';
  if (value instanceof GoList) return 'slice';
  if (value instanceof GoMap) return 'map';
  if (typeof value !== 'object' || value instanceof SizedInteger || value instanceof Complex) return typeName(value);
  return value.kind;
}

/** @returns an integer of any type, or `undefined` for all else. */
export function integerOf(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return value instanceof SizedInteger ? value.value : undefined;
}

/** @returns a list's items; `undefined` for what is not a slice. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  return value instanceof GoList ? value.items : undefined;
}

/** @returns the zero value of a type, as a map or a struct gives it for what is missing. */
export function zeroOf(type: string): Value {
  if (type === 'interface {}') return null;
  if (type === 'string') return '';
  if (type === 'bool') return false;
  if (type === 'float64') return 0;
  if (type === 'int') return 0n;
  if (type.startsWith('[]')) return new GoList([], { name: type, element: type.slice(2) }, true);
  return null;
}
