import { Mapping, type Node, Sequence } from '../../../src/yaml/node/node.ts';
import { toJson } from '../../../src/yaml/print/to-json.ts';
import type { Random } from '../strategic-merge/random.ts';

const SCALARS = [
  ...[
    'a',
    'b c',
    '1',
    '"1"',
    "'x'",
    'true',
    'yes',
    'on',
    '"on"',
    'n',
    '1.10',
    '0755',
    '0o17',
    '1e3',
    '1000000',
    '0.00001',
    '1_000',
  ],
  ...[
    '9007199254740993',
    '12345678901234567890123',
    '-0',
    '-1.5e-10',
    '2024-01-01',
    '2024-01-01T10:00:00Z',
    '""',
    '<a&b>',
    '~',
  ],
  ...[
    'null',
    '"null"',
    '!!str 1',
    '.5',
    '0x1F',
    '1:30',
    'é',
    '"a: b"',
    "'- a'",
    '"#x"',
    '"tab\\tq"',
    '" lead"',
    '[]',
    '{}',
  ],
];
const BLOCKS = ['|\n@one\n@two', '>-\n@one\n@two', '>\n@folded\n@\n@text\n@ more', '|+\n@x\n\n'];
const KEYS = ['a', 'b', 'k/x', 't~t', '"8080"', 'y', '"on"', 'é', '"0"'];
/** Keys that only a patch may have, as kustomize reads it as JSON; no two are the same key then, or any might win. */
const PATCH_KEYS = [
  'a',
  'b',
  'k/x',
  't~t',
  'y',
  'é',
  '"0"',
  '8080',
  '1.10',
  '0755',
  'no',
  '1_000',
  '2024-01-01',
  '.5',
  '16777217.0',
  '0.1',
  '2e3',
];

/** @returns a random YAML value, written with an indent for what stands on further lines. */
export function randomValue(random: Random, depth: number, indent: string, isPatch = false): string {
  const roll = random.next();
  if (depth === 0 || roll < 0.4) {
    return ` ${random.chance(0.1) ? random.pick(BLOCKS).replaceAll('@', `${indent}  `) : random.pick(SCALARS)}\n`;
  }
  const inner = `${indent}  `;
  if (roll < 0.65) {
    const items = Array.from(
      { length: random.below(4) },
      () => `${indent}-${randomValue(random, depth - 1, inner, isPatch)}`,
    );
    return items.length === 0 ? ' []\n' : `\n${items.join('')}`;
  }
  const keys = new Set(Array.from({ length: random.below(4) }, () => random.pick(isPatch ? PATCH_KEYS : KEYS)));
  const fields = [...keys].map((key) => `${indent}${key}:${randomValue(random, depth - 1, inner, isPatch)}`);
  return fields.length === 0 ? ' {}\n' : `\n${fields.join('')}`;
}

const NEW_PARTS = ['a', 'k~1x', 't~0t', 'y', 'é', '0', '1', '-1', '-', '-', '+1', '01', '-3', 'new', ''];
const ODD_POINTERS = ['', '/', 'spec', 'spec/a', '/metadata/labels', '/nothing/here', '/spec//x'];

/** @returns a random pointer into an object: mostly to what is there, or to something new beside it. */
export function randomPointer(random: Random, object: Node): string {
  if (random.chance(0.01)) return random.pick(ODD_POINTERS);
  let node: Node | undefined = object instanceof Mapping ? object.get('spec') : undefined;
  let pointer = '/spec';
  for (;;) {
    const keys = keysOf(node);
    if (random.chance(0.03) || (keys.length === 0 && node instanceof Mapping)) {
      return `${pointer}/${random.pick(NEW_PARTS)}`;
    }
    if (node instanceof Sequence && random.chance(0.3)) {
      return `${pointer}/${random.pick(['-', '-', '0', String(keys.length), '-1'])}`;
    }
    if (node instanceof Mapping && random.chance(0.15)) return `${pointer}/${random.pick(['new', 'a', 'y', 'k~1x'])}`;
    if (keys.length === 0) return pointer;
    const key: string = random.pick(keys);
    pointer += `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    node = childOf(node, key);
    if (random.chance(0.4)) return pointer;
  }
}

function keysOf(node: Node | undefined): readonly string[] {
  if (node instanceof Mapping) return [...node.entries.keys()];
  return node instanceof Sequence ? node.items.map((_, i) => String(i)) : [];
}

function childOf(node: Node | undefined, key: string): Node | undefined {
  return node instanceof Mapping ? node.get(key) : node instanceof Sequence ? node.items[Number(key)] : undefined;
}

/** @returns the value at a pointer, as JSON. */
function jsonAt(object: Node, pointer: string): string | undefined {
  const parts = pointer.split('/').slice(1);
  const keys = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const node = keys.reduce<Node | undefined>(childOf, object);
  return node === undefined ? undefined : toJson(node);
}

const OPS = ['add', 'add', 'add', 'add', 'replace', 'replace', 'remove', 'test', 'move', 'copy'];

/** @returns a random patch in YAML. */
export function randomYamlPatch(random: Random, object: Node): string {
  const count = 1 + random.below(3);
  return Array.from({ length: count }, () => {
    const op = random.chance(0.01) ? random.pick(['wrong', 'ADD', '1']) : random.pick(OPS);
    const from = op === 'move' || op === 'copy' ? `  from: "${randomPointer(random, object)}"\n` : '';
    const path = randomPointer(random, object);
    const found = op === 'test' && random.chance(0.7) ? jsonAt(object, path) : undefined;
    const written = found === undefined ? randomValue(random, 2, '    ', true) : ` ${found}\n`;
    const value = random.chance(0.02) ? '' : `  value:${written}`;
    return `- op: ${op}\n  path: "${path}"\n${from}${value}`;
  }).join('');
}

const JSON_SCALARS = [
  '"a"',
  '"<b>"',
  '"1"',
  '1',
  '1.0',
  '-0',
  '1e3',
  '1000000',
  '9007199254740993',
  'true',
  'false',
  'null',
  '"\\u00e9\\n"',
  '""',
  '"on"',
  '"a\\/b"',
];

function jsonValue(random: Random, depth: number): string {
  const roll = random.next();
  if (depth === 0 || roll < 0.5) return random.pick(JSON_SCALARS);
  const count = random.below(3);
  if (roll < 0.75) return `[${Array.from({ length: count }, () => jsonValue(random, depth - 1)).join(', ')}]`;
  const keys = new Set(Array.from({ length: count }, () => random.pick(['a', 'b', 'k/x', '8080', 'on'])));
  return `{${[...keys].map((key) => `"${key}" : ${jsonValue(random, depth - 1)}`).join(',')}}`;
}

/** @returns a random patch in JSON. */
export function randomJsonPatch(random: Random, object: Node): string {
  const operations = Array.from({ length: 1 + random.below(3) }, () => {
    const op = random.pick(OPS);
    const path = randomPointer(random, object);
    const found = op === 'test' && random.chance(0.7) ? jsonAt(object, path) : undefined;
    const fields = [`"op": "${op}"`, `"path": "${path}"`];
    if (op === 'move' || op === 'copy') fields.push(`"from": "${randomPointer(random, object)}"`);
    if (!random.chance(0.03)) fields.push(`"value": ${found ?? jsonValue(random, 2)}`);
    return `{${fields.join(', ')}}`;
  });
  return `[${operations.join(',\n ')}]`;
}

/** @returns a mapping of random values, for a `spec`. */
export function randomSpec(random: Random): string {
  const keys = KEYS.filter(() => random.chance(0.5));
  return keys.length === 0 ? ' {}\n' : `\n${keys.map((key) => `  ${key}:${randomValue(random, 2, '    ')}`).join('')}`;
}
