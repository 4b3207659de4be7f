import { expect, test } from '@jest/globals';
import { Source } from '../../src/yaml/node/source.ts';
import { printYaml } from '../../src/yaml/print/print.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { cpuSeconds } from '../cpu-seconds.ts';

const DEEP = 100_000;

/** Of CPU. All take a second at most; what is quadratic in texts of this size takes many minutes. */
const MOST_SECONDS = 30;

/** Nine lists of nine, each of the one before: a billion nodes when written out. */
const LAUGHS = Array.from({ length: 12 }, (_, i) => {
  const items = i === 0 ? Array(9).fill('lol') : Array(9).fill(`*a${i - 1}`);
  return `a${i}: &a${i} [${items.join(', ')}]\n`;
}).join('');

/** Each anchored mapping holds the one before, ten levels down. */
const CHAIN = Array.from({ length: 100 }, (_, i) => {
  const inner = i === 0 ? '1' : `*a${i - 1}`;
  return `a${i}: &a${i} ${'{k: '.repeat(10)}${inner} ${'}'.repeat(10)}\n`;
}).join('');

test.each([
  ['lists nested in flow', '['.repeat(DEEP), 'too-deep'],
  ['closed lists', '['.repeat(DEEP) + ']'.repeat(DEEP), 'too-deep'],
  ['mappings nested in flow', '{a: '.repeat(DEEP), 'too-deep'],
  ['lists nested on one line', '- '.repeat(DEEP), 'too-deep'],
  ['explicit keys', '? '.repeat(DEEP), 'too-deep'],
  [
    'mappings nested by indentation',
    Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    'too-deep',
  ],
  ['a depth that aliases hide', CHAIN, 'too-deep'],
  ['a billion laughs', LAUGHS, 'too-many-aliases'],
  ['merges of merges', LAUGHS.replace(/\[(.*)\]/g, '{<<: [$1]}').replace(/\blol\b/g, '{x: 1}'), 'too-many-aliases'],
  ['ten thousand duplicate keys', 'key: 1\n'.repeat(10_000), 'duplicate-key'],
  ['a huge key', `${'k'.repeat(5_000_000)}: v\n`, 'syntax'],
  ['a quote that is never closed', `a: "${'x\n\n'.repeat(1_000_000)}`, 'syntax'],
  ['a list that is never closed', `a: [${'x, '.repeat(500_000)}`, 'syntax'],
  ['more text than a file may hold', ' '.repeat(40_000_000), 'too-large'],
  ['a NUL', 'a: \0\n', 'control-character'],
  ['an anchor without end', `a: &${'x'.repeat(1_000_000)}`, undefined],
  ['comments without end', '# x\n'.repeat(500_000), undefined],
  ['comments and tabs', `${'# x\n\t\n\t\n'.repeat(100_000)}# y\n`, undefined],
  ['tabs between comments', `# x\n${'\t\n'.repeat(500_000)}# y\n`, undefined],
  ['spaces without end', `a:${' '.repeat(1_000_000)}b\n`, undefined],
  ['spaces within text', `a: b${' \n'.repeat(500_000)}`, undefined],
  ['separators', '---\n'.repeat(200_000), undefined],
  ['many documents', 'a: 1\n---\n'.repeat(100_000), undefined],
  ['many keys', Array.from({ length: 200_000 }, (_, i) => `key${i}: 1\n`).join(''), undefined],
])('%s: ends', (_name, text, code) => {
  const seconds = cpuSeconds(() => {
    const { problems } = parseYaml(new Source(text));
    expect(problems[0]?.code).toBe(code);
    expect(problems.length).toBeLessThanOrEqual(10);
  });
  expect(seconds).toBeLessThan(MOST_SECONDS);
});

test('a huge text of each style is read and printed', () => {
  const text = `a: |\n${'  some line of text\n'.repeat(200_000)}b: "${'word '.repeat(500_000)}"\nc: ${'word '.repeat(500_000)}\n`;
  const seconds = cpuSeconds(() => {
    const { documents, problems } = parseYaml(new Source(text));
    expect(problems).toEqual([]);
    expect(documents.map(printYaml).join('').length).toBeGreaterThan(text.length / 2);
  });
  expect(seconds).toBeLessThan(MOST_SECONDS);
});
