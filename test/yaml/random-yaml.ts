import { readFileSync } from 'node:fs';

/** Makes the same numbers below 1 from the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Fixture {
  readonly cases: readonly { readonly scalar: string; readonly column: string }[];
}

const fixture: Fixture = JSON.parse(readFileSync('test/fixtures/yaml/scalars.json', 'utf8'));
const SCALARS = fixture.cases.filter(({ column }) => column === 'flow').map(({ scalar }) => scalar);
const WORDS = [
  'word',
  ' ',
  ' ',
  '  ',
  'x',
  '\n',
  ':',
  '#',
  '1',
  '-',
  "'",
  '"',
  'é',
  '\t',
  '\\',
  '😀',
  '\u2028',
  '&',
  '<',
  ',',
];
const KEYS = ['on', 'y', '"1"', '"a b"', 'a.b/c', "'#'", '"- "', `"${'k '.repeat(70)}"`, '=', '_x', 'A', 'é'];
const HEADERS = ['|', '|-', '|+', '>', '>-', '>+', '|2', '>2-'];

/**
 * @param random as `randomFrom` gives it.
 * @returns the YAML of a value, to stand behind `spec:` with an indentation of two.
 */
export function randomValue(random: () => number): string {
  const below = (n: number) => Math.floor(random() * n);
  const pick = (from: readonly string[]) => from[below(from.length)] ?? '';
  const many = <T>(n: number, make: () => T) => Array.from({ length: n }, make);
  const words = () => many(below(50), () => pick(WORDS)).join('');
  const key = () => (random() < 0.8 ? pick(['a', 'b', 'c', 'Z']) + pick(['', '-', '_', '.']) + below(200) : pick(KEYS));

  function scalar(indent: string): string {
    const kind = random();
    if (kind < 0.4) return pick(SCALARS);
    if (kind < 0.6) return JSON.stringify(words()).replaceAll('\u2028', '\\L');
    if (kind < 0.7)
      return `'${words()
        .replace(/[\n\u2028]/g, ' ')
        .replaceAll("'", "''")}'`;
    if (kind < 0.8)
      return words()
        .replace(/[\n\u2028]/g, ' ')
        .trim();
    // A raw U+2028 breaks lines there too, and what follows it is no longer the block's.
    const lines = words()
      .replace(/[\t\u2028]/g, ' ')
      .split('\n');
    return `${pick(HEADERS)}\n${lines.map((line) => (line === '' ? '' : `${indent}  ${line}`)).join('\n')}`;
  }

  function flow(depth: number): string {
    const kind = random();
    if (depth > 2 || kind < 0.5) return pick(SCALARS);
    if (kind < 0.75) return `[${many(below(4), () => flow(depth + 1)).join(', ')}]`;
    return `{${many(below(4), () => `${key()}: ${flow(depth + 1)}`).join(', ')}}`;
  }

  function block(indent: string, depth: number): string {
    const kind = random();
    if (depth > 3 || kind < 0.4) return ` ${scalar(indent)}`;
    if (kind < 0.5) return ` ${flow(0)}`;
    const deeper = `${indent}  `;
    if (kind < 0.75) return `\n${many(1 + below(5), () => `${indent}${key()}:${block(deeper, depth + 1)}`).join('\n')}`;
    return `\n${many(1 + below(4), () => `${indent}-${block(deeper, depth + 1)}`).join('\n')}`;
  }

  return block('  ', 0);
}
