import type { Chance } from './chance.ts';

/** What `.Values` holds where chance leaves it as it is. */
const USUAL: Readonly<Record<string, unknown>> = {
  int: 5,
  float: 1.5,
  str: 'hello world',
  empty: '',
  t: true,
  f: false,
  nul: null,
  list: ['c', 'a', 'b', 'a'],
  nums: [3, 1, 2],
  mixed: [1, 'a', true, null, 1.5, { k: 'v' }, []],
  maps: [{ name: 'b', n: 2 }, { name: 'a' }, {}],
  map: { z: 1, a: { y: 2, x: [1, { q: 'r' }] }, m: 's', e: '' },
  nested: { deep: { 'a b': 'c', n: 1e6 }, empty: {}, none: null },
  long: 'the quick brown fox jumps over the lazy dog, '.repeat(3),
  multi: 'one\n  two\n\nthree',
  sub: { enabled: true, global: { g: 1 } },
};
const TEXTS = [
  '',
  'a',
  'yes',
  'null',
  '1.2.3',
  '012',
  '1e3',
  ' padded ',
  'a: b',
  '- x',
  '#c',
  'line\nbreak\n',
  'tab\tand "quotes"',
  'ünïcode ☃ 𝒳',
  '<html> & co',
  '2024-01-02',
  'x'.repeat(90),
  `${'word '.repeat(30)}end`,
  '\u0000\u0007',
  '\u2028',
  '~',
  '0x1F',
  '{{ 1 }}',
  'key=value,other',
];
const NUMBERS = [0, 1, -1, 2.5, 1e6, 1e21, 1e-7, 123456789, 0.1, -0, 9007199254740992, 65536, 3.0];

/** @returns values, half of which are as usual and the others of any kind */
export function randomValues(chance: Chance): Readonly<Record<string, unknown>> {
  const isUsual = chance.below(3) === 0;
  return Object.fromEntries(
    Object.entries(USUAL).map(([key, usual]) => [key, isUsual || chance.below(2) === 0 ? usual : alike(chance, usual)]),
  );
}

/** Mostly of the same kind, so that most templates still render. */
function alike(chance: Chance, usual: unknown): unknown {
  if (chance.below(5) === 0) return anything(chance, 2);
  if (typeof usual === 'string') return chance.pick(TEXTS);
  if (typeof usual === 'number') return chance.pick(NUMBERS);
  if (typeof usual === 'boolean') return chance.below(2) === 0;
  if (Array.isArray(usual)) return listOf(chance, 2);
  return usual === null ? anything(chance, 1) : mapOf(chance, 2);
}

function anything(chance: Chance, depth: number): unknown {
  switch (chance.below(depth > 0 ? 8 : 5)) {
    case 0:
      return chance.pick(NUMBERS);
    case 1:
      return chance.below(2) === 0;
    case 2:
      return null;
    case 5:
      return listOf(chance, depth - 1);
    case 6:
    case 7:
      return mapOf(chance, depth - 1);
    default:
      return chance.pick(TEXTS);
  }
}

function listOf(chance: Chance, depth: number): readonly unknown[] {
  return Array.from({ length: chance.below(4) }, () => anything(chance, depth));
}

function mapOf(chance: Chance, depth: number): Readonly<Record<string, unknown>> {
  const keys = ['a', 'b', 'x', 'A', 'key', 'a.b', 'with space', '1', 'true', 'é', 'Values'];
  return Object.fromEntries(
    Array.from({ length: chance.below(4) }, () => [chance.pick(keys), anything(chance, depth)]),
  );
}
