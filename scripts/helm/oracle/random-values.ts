import type { Chance } from '../fuzz/chance.ts';

/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const KEYS = ['a', 'b', 'c', 'd', 'list', 'm', 'inner', 'global', 'a.b', 'old', 'x-y', '0'];
const TEXTS = [
  'x',
  '',
  'true',
  '1',
  '1.10',
  'null',
  'a,b',
  '{a,b}',
  'two\nlines\n',
  ' padded ',
  '*',
  '- a',
  'é',
  '#no',
  'a: b',
];
const NUMBERS = [0, 1, -1, 42, 1_000_000, 123_456_789_012, 0.5, 1.25e-7, 1e21, -3.75, 255];

/** @returns a map of values, a few levels deep, with nulls, empty lists and texts that look like something else */
export function randomValues(chance: Chance, depth: number = 3): { readonly [key: string]: Json } {
  const entries: [string, Json][] = [];
  for (let i = chance.below(5); i > 0; i--) {
    const key = chance.pick(KEYS);
    entries.push([
      key,
      isTable(key) && chance.below(9) > 0 ? randomValues(chance, depth - 1) : randomValue(chance, depth),
    ]);
  }
  return Object.fromEntries(entries);
}

/** Charts may not have anything but a map there. */
function isTable(key: string): boolean {
  return key === 'inner' || key === 'global';
}

function randomValue(chance: Chance, depth: number): Json {
  switch (chance.below(depth > 0 ? 8 : 5)) {
    case 0:
      return null;
    case 1:
      return chance.below(2) === 0;
    case 2:
    case 3:
      return chance.pick(NUMBERS);
    case 4:
      return chance.pick(TEXTS);
    case 5:
      return Array.from({ length: chance.below(4) }, () => randomValue(chance, depth - 1));
    default:
      return randomValues(chance, depth - 1);
  }
}

/** Scalars that YAML 1.1 and JSON see otherwise, and what a file of values may look like. */
const FILES = [
  '',
  '# nothing\n',
  '---\na: {b: 1}\n',
  'a: yes\nb: 0x1F\nc: 0755\nd: 1_000\n',
  'a: 1e3\nb: .5\nc: 2024-01-01\nd: ~\n',
  'a: &x {b: 1, c: [1, 2]}\nm: *x\n',
  'base: &base {x: 1, y: 2}\nm: {<<: *base, y: 3}\n',
  'a:\n  b: |\n    text\n\n  c: >-\n    folded\n    text\nlist:\n- 1\n- name: y\n',
  '"a.b": {c: null}\nlist: []\nglobal: {h: 3}\n',
  'a: {b: null}\nb: null\nlist: null\n',
  '1: one\ntrue: two\nnull: three\n',
  'a: 123456789012345678901234567890\nb: 1.0\nc: -0\n',
  "a: !!str 1\nb: 'it''s'\nc: \"tab\\tend\"\n",
  '- no\n- map\n',
  'just text\n',
  'a: [1, 2\n',
];

/** @returns a file of values as YAML, now and then one that is none */
export function randomFile(chance: Chance): string {
  return chance.below(3) === 0
    ? chance.pick(FILES)
    : `${JSON.stringify(randomValues(chance), null, chance.below(3))}\n`;
}

const PATHS = [
  'a',
  'b',
  'a.b',
  'a.b.c',
  'x.y.z',
  'list[0]',
  'list[0].name',
  'list[2].name.first',
  'list[4]',
  'm.list[0]',
  'm.list[1].x',
  'deep[1][0]',
  'deep[0].a[2].b',
  String.raw`a\.b`,
  String.raw`labels.app\.kubernetes\.io/name`,
  String.raw`odd\=key`,
  String.raw`with\,comma`,
  String.raw`with\[0\]`,
  'inner.a',
  'global.g',
  'inner.m.x',
  'a=1,b',
  'list[-1]',
  'list[x]',
  'a..b',
  'b.c',
];

/** @returns where `helm --set` would put a single value, also where it cannot */
export function randomPath(chance: Chance): string {
  return chance.pick(PATHS);
}

const SINGLES = [
  'x',
  '',
  '5',
  '-7',
  '0',
  '007',
  '1.5',
  '1e3',
  'true',
  'FALSE',
  'null',
  'Null',
  '"5"',
  "'true'",
  `"'both'"`,
  'a,b',
  'a,c=d',
  '{a,b}',
  '{1,true,null}',
  '{a',
  '{}',
  String.raw`a\,b`,
  String.raw`back\\slash`,
  '[1]',
  'a=b=c',
  'two\nlines\n',
  'trailing\n',
  '9223372036854775807',
  '9223372036854775808',
  '+5',
  'é ü',
  '{"json": [1, {"a": "b"}]}',
];

/** @returns what goes to a target path */
export function randomSingle(chance: Chance): string {
  return chance.pick(SINGLES);
}
