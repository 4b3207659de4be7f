import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cpuSeconds, HOSTILE_SECONDS } from '../cpu-seconds.ts';
import { render } from './render.ts';

/** What Helm 4.2.1 says about values; nothing where they meet the schema. */
interface SchemaAnswer {
  readonly schema: unknown;
  readonly values: unknown;
  readonly answer: string;
}

const answers: readonly SchemaAnswer[] = JSON.parse(
  readFileSync(new URL('./schema-answers.json', import.meta.url), 'utf8'),
);
const HEAD = "Error: values don't meet the specifications of the schema(s) in the following chart(s):\n";
const chart = {
  'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'templates/a.yaml': 'kind: {{ .Values.kind | default "A" }}\n',
};
const rendered = '---\n# Source: app/templates/a.yaml\nkind: A\n';

test.each(answers)('$schema holds $values as in Helm', ({ schema, values, answer }) => {
  const files = { ...chart, 'values.schema.json': JSON.stringify(schema) };
  const ours = render(files, JSON.stringify(values)).trimEnd();
  expect(ours).toBe(answer === '' ? rendered.trimEnd() : `${HEAD}app:\n${answer}`);
});

const db = {
  'charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  'charts/db/values.schema.json': '{"required":["port"],"properties":{"port":{"type":"integer"}}}',
};
const both = {
  ...chart,
  ...db,
  'values.schema.json': '{"properties":{"name":{"type":"string"}}}',
};

test('the schema of each chart holds its own values, and all that fail are told', () => {
  expect(render(both, 'name: 1\ndb: {port: x}')).toBe(
    `${HEAD}app:\n- at '/name': got number, want string\ndb:\n- at '/port': got string, want integer\n`,
  );
  expect(render(both, 'name: x')).toBe(`${HEAD}db:\n- at '': missing property 'port'\n`);
  expect(render(both, 'db: {port: 5}')).toBe(rendered);
});

test('defaults of a chart are held to its schema too', () => {
  expect(render({ ...both, 'charts/db/values.yaml': 'port: x\n' })).toBe(
    `${HEAD}db:\n- at '/port': got string, want integer\n`,
  );
});

test.each([
  ['{', 'unexpected end of JSON input'],
  ['{"a": tru}', "invalid character '}' in literal true (expecting 'e')"],
])('a schema that is no JSON fails: %s', (schema, message) => {
  expect(render({ ...chart, 'values.schema.json': schema })).toBe(`${HEAD}app:\n${message}`);
});

test.each([
  '{"$ref":"https://example.test/schema.json"}',
  '{"$ref":"file:///etc/passwd"}',
  '{"$ref":"other.json"}',
  '{"properties":{"a":{"anyOf":[{"$ref":"http://example.test/a.json#/definitions/b"}]}}}',
  '{"$schema":"https://example.test/draft"}',
  '{"$id":"https://example.test/a.json","$ref":"b.json"}',
])('a schema that refers elsewhere is not checked, and says so: %s', (schema) => {
  const unchecked: string[] = [];
  const files = { ...chart, ...db, 'charts/db/values.schema.json': schema };
  expect(render(files, 'db: {}', { unchecked })).toBe(rendered);
  expect(unchecked).toEqual(['app/charts/db']);
});

test('what refers elsewhere, but cannot be reached, does not matter', () => {
  const schema = '{"definitions":{"a":{"$ref":"https://example.test/a.json"}},"required":["x"]}';
  expect(render({ ...chart, 'values.schema.json': schema })).toBe(`${HEAD}app:\n- at '': missing property 'x'\n`);
});

test('patterns are RE2, and take linear time', () => {
  const files = { ...chart, 'values.schema.json': '{"properties":{"a":{"pattern":"^(a+)+$"}}}' };
  const seconds = cpuSeconds(() =>
    expect(render(files, `a: ${'a'.repeat(20_000)}b`)).toContain('does not match pattern'),
  );
  expect(seconds).toBeLessThan(HOSTILE_SECONDS);
});

test.each([
  ['::1', true],
  ['1:2:3:4:5:6:7:8', true],
  ['::ffff:1.2.3.4', true],
  ['fe80::1:0', true],
  ['1:2:3:4:5:6:7', false],
  ['1::2::3', false],
  ['::x', false],
  ['::1.2.3', false],
  ['1:2:3:4:5:6:7::8', false],
  ['1.2.3.4', false],
])('%s is an IPv6 address: %s', (address, isOne) => {
  const schema = '{"$schema":"http://json-schema.org/draft-07/schema","properties":{"a":{"format":"ipv6"}}}';
  const ours = render({ ...chart, 'values.schema.json': schema }, `a: "${address}"`);
  expect(ours.includes('is not valid ipv6')).toBe(!isOne);
});

test('a schema that doubles with each step ends as a problem', () => {
  const definitions = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [
      `d${i}`,
      { allOf: [{ $ref: `#/definitions/d${i + 1}` }, { $ref: `#/definitions/d${i + 1}` }] },
    ]),
  );
  const schema = JSON.stringify({ definitions: { ...definitions, d40: {} }, $ref: '#/definitions/d0' });
  const seconds = cpuSeconds(() =>
    expect(() => render({ ...chart, 'values.schema.json': schema })).toThrow(
      'the schemas of the chart take too many steps',
    ),
  );
  expect(seconds).toBeLessThan(HOSTILE_SECONDS);
});

test('schemas that refer on without end end as a problem', () => {
  const most = 20_000;
  const definitions = Object.fromEntries(
    Array.from({ length: most }, (_, i) => [`d${i}`, { $ref: `#/definitions/d${i + 1}` }]),
  );
  const schema = JSON.stringify({ definitions: { ...definitions, [`d${most}`]: {} }, $ref: '#/definitions/d0' });
  expect(() => render({ ...chart, 'values.schema.json': schema })).toThrow(
    'the schemas of the chart refer to each other too deep',
  );
});
