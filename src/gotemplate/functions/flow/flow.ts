import { deepEqual } from '../../value/deep-equal.ts';
import { family } from '../../value/family.ts';
import { kindName, typeName } from '../../value/kinds.ts';
import type { Value } from '../../value/value.ts';
import { isEmpty } from './is-empty.ts';

/** Functions that choose, and that tell types. */
export const FLOW = family('sprig defaults.go, reflect.go', {
  all: { takes: [], rest: 'any', run: (...values: readonly Value[]) => !values.some(isEmpty) },
  any: { takes: [], rest: 'any', run: (...values: readonly Value[]) => values.some((value) => !isEmpty(value)) },
  coalesce: {
    takes: [],
    rest: 'any',
    gives: 'any',
    moves: true,
    run: (...values: readonly Value[]) => values.find((value) => !isEmpty(value)) ?? null,
  },
  deepEqual: { takes: ['any', 'any'], run: (a, b) => deepEqual(a, b) },
  default: {
    takes: ['any'],
    rest: 'any',
    gives: 'any',
    moves: true,
    run: (otherwise: Value, ...[given]: readonly Value[]) => (isEmpty(given) ? otherwise : given),
  },
  empty: { takes: ['any'], run: (value) => isEmpty(value) },
  kindIs: { takes: ['string', 'any'], run: (kind: string, value: Value) => kind === kindName(value) },
  kindOf: { takes: ['any'], run: (value) => kindName(value) },
  ternary: {
    takes: ['any', 'any', 'bool'],
    gives: 'any',
    moves: true,
    run: (yes: Value, no: Value, condition: boolean) => (condition ? yes : no),
  },
  typeIs: { takes: ['string', 'any'], run: (type: string, value: Value) => type === typeName(value) },
  typeIsLike: {
    takes: ['string', 'any'],
    run: (type: string, value: Value) => type === typeName(value) || `*${type}` === typeName(value),
  },
  typeOf: { takes: ['any'], run: (value) => typeName(value) },
});
