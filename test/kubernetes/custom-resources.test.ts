import { expect, test } from '@jest/globals';
import { violationsOf } from './violations-of.ts';

/** A CustomResourceDefinition whose `spec` has these properties, and an object with this spec. */
const widget = (properties: string, spec: string, more = '') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
${more}
              properties:
${properties.replace(/^/gm, '                ')}
    - { name: v1beta1, served: false, storage: false, schema: { openAPIV3Schema: { type: object } } }
---
apiVersion: example.com/v1
kind: Widget
metadata: { name: w }
spec: ${spec}
`;

/** @returns what is wrong, without the line and without what all have in common */
const wrong = (properties: string, spec: string, more?: string) =>
  violationsOf(widget(properties, spec, more)).map((line) => line.replace(/^\d+ /, '').replace('; rejected', ''));

test('unknown fields are rejected by server-side apply, kept where the schema says so, dropped below that', () => {
  const properties = `open: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: { inner: { type: object, properties: { a: { type: string } } } } }
map: { type: object, additionalProperties: { type: integer } }
bare: { type: object }
size: { type: integer }`;
  const spec = '{ sise: 1, open: { any: 1, inner: { b: 1 } }, map: { a: 1, b: x }, bare: { c: 1 } }';
  expect(violationsOf(widget(properties, spec)).map((line) => line.replace(/^\d+ /, ''))).toEqual([
    'spec.sise is not a field; rejected (Did you mean "size"?)',
    'spec.open.inner.b is not a field; dropped (Remove it.)',
    'spec.map.b must be a whole number, but is text; rejected',
    'spec.bare.c is not a field; dropped (Remove it.)',
  ]);
});

test('metadata is that of every object, and the status is taken out', () => {
  const object = widget('size: { type: integer }', '{}').replace(
    '{ name: w }',
    '{ name: w, labels: { a: 1 }, lables: {} }',
  );
  expect(violationsOf(`${object}status: { any: 1 }\n`).map((line) => line.replace(/^\d+ /, ''))).toEqual([
    'metadata.lables is not a field; rejected (Did you mean "labels"?)',
  ]);
});

test('required fields count where no default stands for them; null is absent unless the field is nullable', () => {
  const properties = `a: { type: string }
b: { type: string, default: x }
c: { type: string, nullable: true }
d: { type: string }`;
  expect(wrong(properties, '{ c: null, d: null }', '              required: [a, b, c, d]')).toEqual([
    'spec.a is required (Add it.)',
    'spec.d is required (Add it.)',
  ]);
});

test('an item of a list must not be null unless it is nullable', () => {
  const properties = `strict: { type: array, items: { type: string } }
loose: { type: array, items: { type: string, nullable: true } }`;
  expect(wrong(properties, '{ strict: [null], loose: [null] }')).toEqual([
    'spec.strict[0] must not be null (Remove the item, or fill it in.)',
  ]);
});

test('numbers, texts, lists and maps have bounds', () => {
  const properties = `n: { type: integer, minimum: 1, maximum: 5 }
x: { type: number, minimum: 0, exclusiveMinimum: true, multipleOf: 2 }
s: { type: string, minLength: 2, maxLength: 3 }
l: { type: array, minItems: 1, maxItems: 2, items: { type: string } }
m: { type: object, maxProperties: 1, additionalProperties: true }`;
  expect(wrong(properties, '{ n: 6, x: 0, s: é, l: [], m: { a: 1, b: 2 } }')).toEqual([
    'spec.n must be at most 5',
    'spec.x must be above 0',
    'spec.s must have at least 2 characters',
    'spec.l must have at least 1 item',
    'spec.m must have at most 1 field',
  ]);
  expect(wrong(properties, '{ n: 0, x: 3, s: abcd, l: [a, a, b] }')).toEqual([
    'spec.n must be at least 1',
    'spec.x must be a multiple of 2',
    'spec.s must have at most 3 characters',
    'spec.l must have at most 2 items',
  ]);
});

test('patterns are RE2, found anywhere; one that cannot be compiled says nothing', () => {
  const properties = `p: { type: string, pattern: '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$' }
q: { type: string, pattern: 'b' }
r: { type: string, pattern: '(?=a)' }`;
  expect(wrong(properties, '{ p: 5 minutes, q: abc, r: x }')).toEqual([
    'spec.p must match ^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$',
  ]);
});

test('formats', () => {
  const properties = ['date', 'date-time', 'ipv4', 'ipv6', 'cidr', 'uuid', 'byte', 'unheard-of']
    .map((format) => `${format.replace('-', '')}: { type: string, format: ${format} }`)
    .join('\n');
  const good =
    '{ date: "2024-02-29", datetime: "2024-02-29T10:00:00.5+02:00", ipv4: 10.0.0.1, ipv6: "::ffff:10.0.0.1", cidr: "fd00::/8", uuid: 123e4567-e89b-12d3-a456-426614174000, byte: Zm9v, unheardof: x }';
  expect(wrong(properties, good)).toEqual([]);
  const bad =
    '{ date: "2023-02-29", datetime: yesterday, ipv4: 10.0.0.256, ipv6: "1::2::3", cidr: 10.0.0.0/33, uuid: x, byte: "?" }';
  expect(wrong(properties, bad)).toEqual(
    ['date', 'datetime', 'ipv4', 'ipv6', 'cidr', 'uuid', 'byte'].map(
      (name) => `spec.${name} must be of the format ${name === 'datetime' ? 'date-time' : name}`,
    ),
  );
});

test('enumerations name what there is', () => {
  const properties = 'mode: { type: string, enum: [Fast, Careful] }\nlevel: { type: integer, enum: [1, 2] }';
  expect(wrong(properties, '{ mode: fst, level: 3 }')).toEqual([
    'spec.mode must be one of Fast, Careful (Did you mean "Fast"?)',
    'spec.level must be one of 1, 2',
  ]);
});

test('numbers or texts, and embedded objects', () => {
  const properties = `port: { x-kubernetes-int-or-string: true, anyOf: [{ type: integer }, { type: string }], pattern: '^[0-9]+%?$' }
template: { type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true }`;
  expect(
    wrong(
      properties,
      '{ port: 50%, template: { apiVersion: v1, kind: Pod, metadata: { labels: { a: x } }, spec: {} } }',
    ),
  ).toEqual([]);
  expect(wrong(properties, '{ port: true, template: { kind: 1, metadata: { label: {} } } }')).toEqual([
    'spec.port must be a whole number or text, but is a boolean',
    'spec.template.kind must be text, but is a number (Put it in quotes.)',
    'spec.template.metadata.label is not a field (Did you mean "labels"?)',
  ]);
});

test('allOf, anyOf, oneOf and not', () => {
  const properties = `a: { type: object, properties: { x: { type: string }, y: { type: string } }, oneOf: [{ required: [x] }, { required: [y] }] }
b: { type: integer, anyOf: [{ maximum: 1 }, { minimum: 9 }] }
c: { type: string, not: { enum: [no] } }
d: { type: string, allOf: [{ minLength: 2 }, { pattern: "^a" }] }`;
  expect(wrong(properties, '{ a: { x: "1" }, b: 9, c: "yes", d: ab }')).toEqual([]);
  expect(wrong(properties, '{ a: {}, b: 5, c: "no", d: b }')).toEqual([
    'spec.a must have one of x, y (Add one of them.)',
    'spec.b matches none of the forms that its schema allows',
    'spec.c has a form that its schema forbids',
    'spec.d must have at least 2 characters',
    'spec.d must match ^a',
  ]);
  expect(wrong(properties, '{ a: { x: "1", y: "2" } }')).toEqual([
    'spec.a must match only one of the forms that its schema allows',
  ]);
});

test('lists that are maps or sets', () => {
  const properties = `m: { type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [id], items: { type: object, properties: { id: { type: string }, v: { type: integer } } } }
s: { type: array, x-kubernetes-list-type: set, items: { type: string } }`;
  expect(wrong(properties, '{ m: [{ id: a, v: x }, { id: a }, { id: b }], s: [a, b, a] }')).toEqual([
    'spec.m[0].v must be a whole number, but is text',
    'spec.m[1] has the same id as an item before it (Keep one of them.)',
    'spec.s[2] is listed twice (Keep one of them.)',
  ]);
});

test('a version that the definition does not serve, and a kind that it does not bring', () => {
  const text = widget('a: { type: string }', '{}');
  expect(violationsOf(text.replace('example.com/v1\nkind: Widget', 'example.com/v1beta1\nkind: Widget'))).toEqual([
    '{"is":"not-served","served":["example.com/v1"],"isCustom":true}',
  ]);
  expect(violationsOf(text.replace('kind: Widget\nmetadata', 'kind: Wiget\nmetadata'))).toEqual([
    '{"is":"no-kind","near":"Widget","isCustom":true}',
  ]);
});

test('of two definitions that differ for one kind neither counts', () => {
  const [one = '', object = ''] = widget('a: { type: string }', '{ a: 1 }').split('---\n');
  expect(violationsOf(`${one}---\n${one}---\n${object}`)).toHaveLength(1);
  expect(violationsOf(`${one}---\n${one.replace('a: { type: string }', 'a: {}')}---\n${object}`)).toEqual([
    '{"is":"unknown"}',
  ]);
});

test('of a thousand mistakes in one object a hundred are told, and the others counted', () => {
  const items = Array.from({ length: 1_000 }, (_, index) => `{ id: i${index}, v: x }`).join(', ');
  const fields = Array.from({ length: 1_000 }, (_, index) => `sizee${index}: 1`).join(', ');
  const properties = `m: { type: array, items: { type: object, properties: { id: { type: string }, v: { type: integer } } } }
size: { type: integer }`;
  const found = wrong(properties, `{ m: [${items}], ${fields} }`);
  expect(found).toHaveLength(100);
  expect(found.at(-1)).toBe('spec.m[99].v must be a whole number, but is text, and this object has 1900 more errors');
});
