import { expect, test } from '@jest/globals';
import { Mapping, type Node, Scalar } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { printYaml, printYamlDocuments } from '../../src/yaml/print/print.ts';
import { sameValue } from '../../src/yaml/print/same-value.ts';
import { toJson } from '../../src/yaml/print/to-json.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { goValue } from '../../src/yaml/read/scalars.ts';

function read(text: string): Node {
  const { documents, problems } = parseYaml(new Source(text));
  expect(problems).toEqual([]);
  return documents[0] ?? new Scalar('', 'null');
}

test('objects are printed with sorted keys, compact lists and kustomize’s quotes, and joined', () => {
  const node = read('b: [1.10, {d: yes, c: ~}, [x, []]]\na: {}\n');
  expect(printYamlDocuments([node, read('x: "1"\n')])).toBe(
    'a: {}\nb:\n- 1.1\n- c: null\n  d: "yes"\n- - x\n  - []\n---\nx: "1"\n',
  );
});

test('the same keys print alike whatever order they came in, also where kustomize’s order is a circle', () => {
  const orders = ['{a2: 1, a10: 1, a1b: 1}', '{a1b: 1, a2: 1, a10: 1}', '{a10: 1, a1b: 1, a2: 1}'];
  expect(new Set(orders.map((text) => printYaml(read(text)))).size).toBe(1);
});

test('a value that kustomize cannot print is named with its scalar', () => {
  const node = read('a: 1\nb: .inf\n');
  const scalar = node instanceof Mapping ? node.get('b') : undefined;
  expect(() => printYaml(node)).toThrow(expect.objectContaining({ code: 'not-finite', scalar }));
  expect(() => toJson(node)).toThrow(expect.objectContaining({ code: 'not-finite', scalar }));
  expect(() => printYaml(read('a: "\\x7f"\n'))).toThrow(expect.objectContaining({ code: 'control-character' }));
  expect(() => printYaml(read('a: !!binary "?"\n'))).toThrow(expect.objectContaining({ code: 'invalid-binary' }));
});

test('JSON is what encoding/json writes', () => {
  const node = read(
    'b: "<&>\\u2028\\t\\b\\u0001é"\na: [1.50, 1e21, 1e-7, -0.0, 0x1F, 18446744073709551615, true, ~, 2024-1-1]\n',
  );
  expect(toJson(node)).toBe(
    '{"a":[1.5,1e+21,1e-7,-0,31,18446744073709551615,true,null,"2024-01-01T00:00:00Z"],"b":"\\u003c\\u0026\\u003e\\u2028\\t\\b\\u0001é"}',
  );
});

test.each([
  ['9007199254740993', 9007199254740993n],
  ['-9223372036854775808', -9223372036854775808n],
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', 2 ** 64],
  ['0b-1', -1n],
  ['1_0', 10n],
  ['.1_0', 0.1],
  ['1e400', '1e400'],
  ['TRUE', true],
  ['Null', null],
  ['"1"', '1'],
  ['!!binary aGk=', 'hi'],
  ['!!float 1', 1],
])('the value of %s is what Go holds', (text, value) => {
  const node = read(text);
  expect(node instanceof Scalar ? goValue(node) : node).toEqual(value);
});

test.each([
  ['{a: 1.10, b: [x]}', '{b: ["x"], a: 1.1}', true],
  ['1000', '1e3', true],
  ['1', '"1"', false],
  ['1', 'true', false],
  ['~', '""', false],
  ['2024-01-01', '"2024-01-01T00:00:00Z"', true],
  ['9007199254740993', '9007199254740992', false],
  ['{a: 1}', '{a: 1, b: ~}', false],
  ['[a, b]', '[b, a]', false],
  ['[]', '{}', false],
])('%s and %s are the same: %s', (a, b, same) => {
  expect(sameValue(read(a), read(b))).toBe(same);
  expect(sameValue(read(b), read(a))).toBe(same);
});
