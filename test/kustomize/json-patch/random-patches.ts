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
const KEYS = ['a', 'b', 'k/x', 't~t', '8080', 'y', '"on"', '1.10', 'é', '0755'];

/** @returns a random YAML value, written with an indent for what stands on further lines. */
export function randomValue(random: Random, depth: number, indent: string): string {
  const roll = random.next();
  if (depth === 0 || roll < 0.4) {
    return ` ${random.chance(0.1) ? random.pick(BLOCKS).replaceAll('@', `${indent}  `) : random.pick(SCALARS)}\n`;
  }
  const inner = `${indent}  `;
  if (roll < 0.65) {
    const items = Array.from({ length: random.below(4) }, () => `${indent}-${randomValue(random, depth - 1, inner)}`);
    return items.length === 0 ? ' []\n' : `\n${items.join('')}`;
  }
  const keys = new Set(Array.from({ length: random.below(4) }, () => random.pick(KEYS)));
  const fields = [...keys].map((key) => `${indent}${key}:${randomValue(random, depth - 1, inner)}`);
  return fields.length === 0 ? ' {}\n' : `\n${fields.join('')}`;
}

const PARTS = [
  'a',
  'b',
  'k~1x',
  't~0t',
  '8080',
  'y',
  'on',
  'true',
  '1.1',
  'é',
  '0',
  '1',
  '2',
  '-1',
  '-',
  '+1',
  '01',
  'new',
  '',
];

/** @returns a random pointer into an object with `spec`. */
export function randomPointer(random: Random): string {
  if (random.chance(0.01)) return random.pick(['', '/', 'spec', 'spec/a', '/metadata/labels', '/nothing/here']);
  const parts = Array.from({ length: 1 + random.below(3) }, () =>
    random.pick(random.chance(0.7) ? PARTS.slice(0, 13) : PARTS),
  );
  return `/spec/${parts.join('/')}`;
}

const OPS = ['add', 'add', 'add', 'add', 'replace', 'replace', 'remove', 'test', 'move', 'copy'];

/** @returns a random patch in YAML. */
export function randomYamlPatch(random: Random): string {
  const count = 1 + random.below(3);
  return Array.from({ length: count }, () => {
    const op = random.chance(0.01) ? random.pick(['wrong', 'ADD', '1']) : random.pick(OPS);
    const from = op === 'move' || op === 'copy' ? `  from: "${randomPointer(random)}"\n` : '';
    const value = random.chance(0.02) ? '' : `  value:${randomValue(random, 2, '    ')}`;
    return `- op: ${op}\n  path: "${randomPointer(random)}"\n${from}${value}`;
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
export function randomJsonPatch(random: Random): string {
  const operations = Array.from({ length: 1 + random.below(3) }, () => {
    const op = random.pick(OPS);
    const fields = [`"op": "${op}"`, `"path": "${randomPointer(random)}"`];
    if (op === 'move' || op === 'copy') fields.push(`"from": "${randomPointer(random)}"`);
    if (!random.chance(0.03)) fields.push(`"value": ${jsonValue(random, 2)}`);
    return `{${fields.join(', ')}}`;
  });
  return `[${operations.join(',\n ')}]`;
}
