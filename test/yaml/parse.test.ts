import { expect, test } from '@jest/globals';
import { lineOf, Mapping, type Node, Scalar, Sequence } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';

const parse = (text: string) => parseYaml(new Source(text));

/** A node as plain data: scalars as `tag text`. */
function plain(node: Node | undefined): unknown {
  if (node instanceof Scalar) return `${node.tag} ${node.text}`;
  if (node instanceof Sequence) return node.items.map(plain);
  return node && Object.fromEntries([...node.entries].map(([key, value]) => [key, plain(value)]));
}

function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((here, key) => (here instanceof Mapping ? here.get(key) : undefined), node);
}

test('documents come in order, empty ones and those of comments alone as null', () => {
  const { documents, problems } = parse('# only this\n---\na: 1\n---\n---\n# c\n---\nnull\n---\nb: 2\n');
  expect(problems).toEqual([]);
  expect(documents.map(plain)).toEqual(['null ', { a: 'int 1' }, 'null ', 'null null', { b: 'int 2' }]);
});

test('an empty text has no documents', () => {
  expect(parse('')).toEqual({ documents: [], problems: [] });
});

test('values keep their text, tag and style', () => {
  const [root] = parse('a: 0755\nb: "0755"\nc: |\n  x\nd: \'y\'\ne: >-\n  z\nf:\n').documents;
  expect(root).toBeInstanceOf(Mapping);
  const entries = root instanceof Mapping ? [...root.entries.values()] : [];
  expect(entries.map((node) => (node instanceof Scalar ? [node.text, node.tag, node.style] : node))).toEqual([
    ['0755', 'int', 'plain'],
    ['0755', 'str', 'double'],
    ['x\n', 'str', 'literal'],
    ['y', 'str', 'single'],
    ['z', 'str', 'folded'],
    ['', 'null', 'plain'],
  ]);
});

test('a value stands where its key does, an item where it is written', () => {
  const [root] = parse('# c\na:\n  b:\n\n    c: 1\nlist:\n- x\n-\n  y: 1\n').documents;
  expect(lineOf(at(root, 'a') ?? new Scalar(''))).toBe(2);
  expect(lineOf(at(root, 'a', 'b') ?? new Scalar(''))).toBe(3);
  expect(lineOf(at(root, 'a', 'b', 'c') ?? new Scalar(''))).toBe(5);
  const list = at(root, 'list');
  expect(list instanceof Sequence ? list.items.map(lineOf) : []).toEqual([7, 9]);
});

test('an alias is the anchored node itself', () => {
  const [root] = parse('a: &x {b: 1}\nc: *x\n').documents;
  expect(at(root, 'c')).toBe(at(root, 'a'));
});

test('a merge brings in what the mapping does not say, the first of a list having the last word', () => {
  const { documents } = parse('a: &a {p: 1, q: 1}\nb: &b {p: 2, r: 2}\nc:\n  q: 3\n  <<: [*a, *b]\n');
  expect(plain(at(documents[0], 'c'))).toEqual({ q: 'int 3', p: 'int 1', r: 'int 2' });
});

test('a byte order mark and CRLF are read as kustomize reads them', () => {
  const { documents, problems } = parse('\ufeffa: |\r\n  x\r\n  y\r\nb: "1\r\n  2"\r\n---\r\nc: d\r\n');
  expect(problems).toEqual([]);
  expect(documents.map(plain)).toEqual([{ a: 'str x\ny\n', b: 'str 1 2' }, { c: 'str d' }]);
});

test('keys that name properties of objects are keys like any other', () => {
  const { documents, problems } = parse('__proto__: {x: 1}\nconstructor: 2\n');
  expect(problems).toEqual([]);
  expect(documents[0] instanceof Mapping ? [...documents[0].entries.keys()] : []).toEqual(['__proto__', 'constructor']);
});

test('a duplicate key is a problem that names the first, which stays', () => {
  const { documents, problems } = parse('a: 1\nb: 2\na: 3\n');
  expect(plain(documents[0])).toEqual({ a: 'int 1', b: 'int 2' });
  expect(problems).toEqual([
    {
      code: 'duplicate-key',
      message: 'mapping key "a" already defined at line 1; keep one',
      offset: 10,
      line: 3,
      isMergeable: true,
    },
  ]);
});

test.each([
  ['a: b: c\n', 'syntax', 1],
  ['a: 1\n  b: 2\n', 'syntax', 1],
  ['a:\n  - b\n c\n', 'syntax', 3],
  ['a: [1, 2\n', 'syntax', 1],
  ['a: {b: 1]\n', 'syntax', 1],
  ['a: "x\n', 'syntax', 1],
  ["a: 'x\n", 'syntax', 1],
  ['a: "\\q"\n', 'syntax', 1],
  ['a: "\\ud800"\n', 'syntax', 1],
  ['a: @x\n', 'syntax', 1],
  ['a: `x`\n', 'syntax', 1],
  ['a: {{ .Values.x }}\n', 'invalid-key', 1],
  ['- a\nb: c\n', 'syntax', 2],
  ['a: "b" c\n', 'syntax', 1],
  ['a: 1\n\tb: 2\n', 'tab', 2],
  ['a:\n\tb: 2\n', 'tab', 2],
  ['a: *x\n', 'unknown-alias', 1],
  ['a: &x [*x]\n', 'unknown-alias', 1],
  ['a: {<<: 1}\n', 'invalid-merge', 1],
  ['a: {1: b}\n', 'invalid-key', 1],
  ['a: {!x k: b}\n', 'invalid-key', 1],
  ['~: b\n', 'invalid-key', 1],
  ['a: |\n  x\r---\rb: 1\n', 'syntax', 2],
  ['? [a]\n: b\n', 'invalid-key', 1],
  ['a: !!int x\n', 'invalid-tag', 1],
  ['a: 1\n--- b\nc: 1\n', 'invalid-separator', 2],
  ['%FOO\n---\na: 1\n', 'syntax', 1],
  ['a: 1\nb: x\0\n', 'control-character', 2],
  ['a: \ud800\n', 'control-character', 1],
  [`${'k'.repeat(1100)}: v\n`, 'syntax', 1],
])('%j is refused as %s at line %i', (text, code, line) => {
  expect(parse(text).problems).toMatchObject([{ code, line }]);
});
