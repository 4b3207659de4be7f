/**
 * Records how the real kustomize prints scalars, whatever way they come in, into test/fixtures/yaml/scalars.json:
 * `npx tsc --ignoreConfig --target es2023 --module nodenext --types node --outDir /tmp/record scripts/record-scalars.ts
 * && node /tmp/record/record-scalars.js` where kubectl is installed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const TARGET = 'test/fixtures/yaml/scalars.json';
const LONG = 'the quick brown fox jumps over the lazy dog and then it rests for a while in the shade of the old tree';

/** As they stand in a YAML file behind `value: `. */
const INLINE: readonly string[] = [
  ...[
    '1.10',
    '0755',
    '0o17',
    '0x1F',
    '0b101',
    '1e3',
    '1E5',
    '1_000',
    '.5',
    '+1',
    '-0',
    '-0.0',
    '1.0',
    '1.',
    '08',
    '-.5e-3',
  ],
  ...[
    '1e400',
    '123456789012345678901234',
    '9223372036854775807',
    '18446744073709551615',
    '18446744073709551616',
    '1e20',
    '1e21',
  ],
  ...['1234567.5', '123456.5', '0.0001', '0.00001', '.inf', '-.inf', '.nan'],
  ...['yes', 'no', 'on', 'off', 'y', 'n', 'Yes', 'NO', 'true', 'True', 'FALSE', 'tRue', '~', 'null', 'Null', ''],
  ...[
    '2024-01-01',
    '2024-01-01T00:00:00Z',
    '2024-1-1 1:2:3.450',
    '2024-01-01T10:00:00+02:00',
    '2024-02-30',
    '12:30:45',
    '1:30',
  ],
  ...[
    '=',
    '<<',
    '.',
    '-',
    '-x',
    '?x',
    ':x',
    'a:b',
    'a#b',
    '"1.10"',
    "'1.10'",
    '"yes"',
    '"null"',
    '"2024-01-01"',
    '"12:30:45"',
    "''",
    '""',
  ],
  ...[
    '!!str 1',
    '!!int "5"',
    '!!float 5',
    '!!str',
    '!!binary aGVsbG8=',
    '!!timestamp 2024-01-01',
    '!!bool yes',
    '!custom x',
  ],
  ...[
    '" x"',
    '"x "',
    '"# a"',
    '"a: b"',
    '"a #b"',
    '"- x"',
    '"{a}"',
    '"[a]"',
    '"@x"',
    '"`x`"',
    '"%x"',
    '"!x"',
    '"&x"',
    '"*x"',
    '"|"',
    '">"',
    '","',
  ],
  ...[`"it's"`, `'say "x"'`, String.raw`"a\\b"`, String.raw`"tab\there"`, String.raw`"a\r\nb"`, String.raw`"a\u0007b"`],
  ...[
    'é',
    '日本',
    '😀',
    String.raw`"a\u2028b"`,
    String.raw`"\ufeffx"`,
    String.raw`"a\u00a0b"`,
    '"<a>&b"',
    String.raw`"a\u0085b"`,
    String.raw`"a\x7fb"`,
  ],
  ...[
    LONG,
    `"${LONG}: and"`,
    `'${LONG} #x'`,
    `"${LONG}\\t${LONG}"`,
    `${'x'.repeat(100)} y`,
    `"# ${LONG}  two  spaces ${LONG}"`,
  ],
  ...[
    String.raw`"a\nb"`,
    String.raw`"a\nb\n"`,
    String.raw`"a\n\n"`,
    String.raw`"\na"`,
    String.raw`" a\nb"`,
    String.raw`"a \nb"`,
    String.raw`"a\n\tb"`,
    String.raw`"\n"`,
  ],
];

/** Blocks, with the indentation of two spaces that `spec:` asks for. */
const BLOCKS: readonly string[] = [
  ...['|', '|-', '|+', '>', '>-', '>+'].map((header) => `${header}\n    one\n    two\n\n    three\n\n\n`),
  ...['|2', '>2-'].map((header) => `${header}\n     indented\n    less\n`),
  '>\n    folded\n      more\n      indented\n    back\n',
  '|\n    trailing \n    space\n',
  '|\n\n    leading break\n',
  'plain\n    over lines\n\n    and a break\n',
  '"double\n    over\n\n    lines \\\n    joined"\n',
];

const KEYS: readonly string[] = [
  ...[
    '1',
    '1.5',
    'true',
    'null',
    '~',
    'on',
    'y',
    'no',
    '"1"',
    '"on"',
    '"a b"',
    '"a: b"',
    '"#a"',
    '"- a"',
    '""',
    "'<<'",
    '=',
    '2024-01-01',
    '0x1F',
  ],
  ...[
    '"😀"',
    'é',
    String.raw`"a\nb"`,
    `"${'k'.repeat(128)}"`,
    `"${'k'.repeat(129)}"`,
    `"${'é'.repeat(65)}"`,
    '? x',
    'a.b/c-d_e',
  ],
];

const ORDERS: readonly (readonly string[])[] = [
  // Not a10, a2 and a1b together: kustomize's order is a circle there (a2 < a10 < a1b < a2), and its output changes by chance.
  ['a10', 'a2', 'a1', 'a', 'a01', 'a001'],
  ['a1b', 'a10b', 'a1c', 'a1-2', 'a1-10'],
  ['B', 'a', 'A', 'b', 'Z', 'é', 'z', 'ä'],
  ['a-b', 'a.b', 'a_b', 'a/b', 'ab', 'a0', 'a b'],
  ['"10"', '"9"', '"100"', '"1000"', '"010"', '_x', '.x', '-x', 'x'],
];

interface Case {
  readonly scalar: string;
  readonly column: string;
  readonly files: Readonly<Record<string, string>>;
}

interface Recorded extends Case {
  readonly output?: string;
  readonly error?: string;
}

const HEAD = 'apiVersion: example.org/v1\nkind: Thing\nmetadata:\n  name: x\n';
const MAP_HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n';
const THING = `${HEAD}spec:\n  value: before\n`;
const RESOURCE = 'resources:\n- object.yaml\n';
const PATCHES = `${RESOURCE}patches:\n- path: patch.yaml\n`;
const TARGETED = `${PATCHES}  target:\n    kind: Thing\n`;

function casesOf(scalar: string): readonly Case[] {
  const isBlock = scalar.includes('\n');
  const block = `${HEAD}spec:\n  value: ${scalar}${isBlock ? '' : '\n'}`;
  const item = scalar.replaceAll('\n    ', '\n  ').trimEnd();
  const cases: Case[] = [
    { scalar, column: 'block', files: { 'kustomization.yaml': RESOURCE, 'object.yaml': block } },
    { scalar, column: 'item', files: { 'kustomization.yaml': RESOURCE, 'object.yaml': `${HEAD}spec:\n- ${item}\n` } },
    { scalar, column: 'merge', files: { 'kustomization.yaml': PATCHES, 'object.yaml': THING, 'patch.yaml': block } },
    {
      scalar,
      column: 'data',
      files: { 'kustomization.yaml': RESOURCE, 'object.yaml': `${MAP_HEAD}data:\n  value: ${scalar}\n` },
    },
    {
      scalar,
      column: 'data-merge',
      files: {
        'kustomization.yaml': `configMapGenerator:\n- name: x\n  literals: [value=before]\npatches:\n- path: patch.yaml\n`,
        'patch.yaml': `${MAP_HEAD}data:\n  value: ${scalar}\n`,
      },
    },
  ];
  const patch = `- op: replace\n  path: /spec/value\n  value: ${scalar}\n`;
  cases.push({
    scalar,
    column: 'json6902-yaml',
    files: { 'kustomization.yaml': TARGETED, 'object.yaml': THING, 'patch.yaml': patch },
  });
  if (isBlock) return cases;
  const json = toJson(scalar);
  const jsonObject = `{"apiVersion":"example.org/v1","kind":"Thing","metadata":{"name":"x"},"spec":{"value":${json}}}\n`;
  const jsonPatch = `[{"op":"replace","path":"/spec/value","value":${json}}]\n`;
  cases.push(
    {
      scalar,
      column: 'flow',
      files: {
        'kustomization.yaml': RESOURCE,
        'object.yaml': `${HEAD}spec: {value: ${scalar} , list: [${scalar} ]}\n`,
      },
    },
    {
      scalar,
      column: 'json',
      files: { 'kustomization.yaml': 'resources:\n- object.json\n', 'object.json': jsonObject },
    },
    {
      scalar,
      column: 'json6902-json',
      files: { 'kustomization.yaml': TARGETED, 'object.yaml': THING, 'patch.yaml': jsonPatch },
    },
    { scalar, column: 'literal', files: { 'kustomization.yaml': generator(`value=${plainText(scalar)}`) } },
  );
  return cases;
}

/** A number, constant or string of JSON stays as it is; anything else becomes a string. */
function toJson(scalar: string): string {
  try {
    JSON.parse(scalar);
    return scalar;
  } catch {
    return JSON.stringify(plainText(scalar));
  }
}

function plainText(scalar: string): string {
  return /^(['"]).*\1$/.test(scalar) ? scalar.slice(1, -1) : scalar;
}

function generator(literal: string): string {
  return `configMapGenerator:\n- name: x\n  literals:\n  - ${JSON.stringify(literal)}\n`;
}

function keyCases(key: string): readonly Case[] {
  return [
    {
      scalar: key,
      column: 'key',
      files: { 'kustomization.yaml': RESOURCE, 'object.yaml': `${HEAD}spec:\n  ${key}: value\n` },
    },
    {
      scalar: key,
      column: 'root-key',
      files: { 'kustomization.yaml': RESOURCE, 'object.yaml': `${HEAD}${key}: value\n` },
    },
  ];
}

function orderCase(keys: readonly string[]): Case {
  const object = `${HEAD}spec:\n${keys.map((key) => `  ${key}: value\n`).join('')}`;
  return { scalar: keys.join(' '), column: 'order', files: { 'kustomization.yaml': RESOURCE, 'object.yaml': object } };
}

function record(tried: Case): Recorded {
  const folder = mkdtempSync(join(tmpdir(), 'scalars-'));
  for (const [path, text] of Object.entries(tried.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const run = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (run.status === 0) return { ...tried, output: run.stdout };
  return {
    ...tried,
    error: run.stderr
      .replaceAll(folder, '')
      .replace(/^E\d+ .*? err=/, '')
      .trim(),
  };
}

const cases = [...INLINE, ...BLOCKS].flatMap(casesOf).concat(KEYS.flatMap(keyCases), ORDERS.map(orderCase));
const version = /Kustomize Version: (\S+)/.exec(
  spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' }).stdout,
)?.[1];
mkdirSync(dirname(TARGET), { recursive: true });
const lines = cases.map((tried) => JSON.stringify(record(tried)));
writeFileSync(TARGET, `{"kustomize":${JSON.stringify(version)},"cases":[\n${lines.join(',\n')}\n]}\n`);
process.stdout.write(`${cases.length} cases of kustomize ${version} in ${TARGET}\n`);
