import type { ValueSchema } from '../../src/kubernetes/schemas/value-schema.ts';
import type { ViolationCode } from '../../src/kubernetes/validation/violation.ts';
import { isHidden } from '../../src/yaml/node/hidden-scalar.ts';
import { Mapping, type Node, type Place, Scalar, Sequence } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';

/** An object with one mistake, and what has to be said of it. */
export interface Mutant {
  readonly mutation: string;
  /** Made when asked for: there are many, and few are tried. */
  readonly object: () => Mapping;
  readonly code: ViolationCode;
  /** What stands at the path of the mistake; for a field that is not there what should hold it. */
  readonly node: Node;
  /** The last step of its path, where that is a field. */
  readonly field: string | undefined;
}

/** One place of an object, and the object with something else in it. */
interface Spot {
  readonly node: Node;
  readonly schema: ValueSchema;
  readonly field: string | undefined;
  readonly put: (node: Node) => Mapping;
}

const NOWHERE: Place = { source: new Source(''), offset: 0 };

/** @returns every mutant of an object, by mutations that its schema must tell */
export function* mutantsOf(object: Mapping, schema: ValueSchema): Iterable<Mutant> {
  for (const spot of spotsIn(object, schema, undefined, (node) => asMapping(node))) {
    if (spot.node instanceof Mapping && spot.schema.type === 'object') yield* ofObject(spot, spot.node);
    else if (spot.node instanceof Sequence && spot.schema.type === 'list') yield* ofList(spot, spot.node);
    else if (spot.node instanceof Scalar) yield* ofScalar(spot, spot.node);
  }
}

function* ofObject({ node, schema, put, field }: Spot, mapping: Mapping): Iterable<Mutant> {
  const isClosed = (schema.fields?.size ?? 0) > 0 && schema.values === undefined && schema.unknown !== 'kept';
  if (isClosed) {
    const value = text('any', node);
    const name = 'notAFieldOfAnything';
    const code = 'unknown-field' as const;
    yield { mutation: 'unknown field', object: () => put(mapping.with(name, value)), code, node: value, field: name };
    for (const [known, old] of mapping.entries) {
      const misspelt = `${known}x`;
      if (!schema.fields?.has(known) || schema.fields.has(misspelt)) continue;
      const renamed = placed(old);
      const entries = [...mapping.entries].map(([key, each]) =>
        key === known ? ([misspelt, renamed] as const) : ([key, each] as const),
      );
      yield {
        mutation: 'misspelt field',
        object: () => put(new Mapping(entries, placeOf(node))),
        code,
        node: renamed,
        field: misspelt,
      };
    }
  }
  for (const name of schema.required ?? []) {
    const required = schema.fields?.get(name)?.();
    if (required === undefined || required.hasDefault === true || !mapping.entries.has(name)) continue;
    const without = new Mapping(mapping.without(name).entries, placeOf(node));
    const code = 'missing-field' as const;
    yield { mutation: 'missing required', object: () => put(without), code, node: without, field: name };
    if (required.nullable === true) continue;
    const nothing = new Scalar('null', 'null', 'plain', placeOf(node));
    yield { mutation: 'null', object: () => put(mapping.with(name, nothing)), code, node: nothing, field: name };
  }
  // An object itself is always a mapping: what is none, no build gives.
  const isPart = field !== undefined || !mapping.entries.has('apiVersion');
  if (isPart && (schema.fields !== undefined || schema.values !== undefined)) {
    const list = new Sequence([text('a', node)], placeOf(node));
    yield { mutation: 'wrong shape', object: () => put(list), code: 'wrong-type', node: list, field };
  }
}

function* ofList({ node, schema, put, field }: Spot, list: Sequence): Iterable<Mutant> {
  const mapping = new Mapping([['a', text('a', node)]], placeOf(node));
  yield { mutation: 'wrong shape', object: () => put(mapping), code: 'wrong-type', node: mapping, field };
  const items = schema.items?.();
  if (schema.nullItems !== true && items?.nullable !== true && list.items.length > 0) {
    const nothing = new Scalar('null', 'null', 'plain', placeOf(node));
    const withNull = new Sequence([nothing, ...list.items.slice(1)], placeOf(node));
    yield { mutation: 'null', object: () => put(withNull), code: 'null-item', node: nothing, field: undefined };
  }
  const [first] = list.items;
  if (schema.keys === undefined || !(first instanceof Mapping) || !first.entries.has(schema.keys[0] ?? '')) return;
  const again = new Mapping(first.entries, placeOf(node));
  const twice = new Sequence([...list.items, again], placeOf(node));
  yield { mutation: 'duplicate item', object: () => put(twice), code: 'duplicate', node: again, field: undefined };
}

const BAD: Readonly<Record<string, (at: Node) => Node>> = {
  quantity: (at) => text('1 bogus', at),
  'int-or-string': (at) => new Scalar('true', 'bool', 'plain', placeOf(at)),
  percent: (at) => text('a quarter', at),
  port: (at) => text('NOT A PORT', at),
  time: (at) => text('yesterday', at),
  bytes: (at) => text('no base64!', at),
};

function* ofScalar({ node, schema, put, field }: Spot, scalar: Scalar): Iterable<Mutant> {
  if (isHidden(scalar) || schema.type === 'any') return;
  const other =
    schema.type === 'string' || schema.type in BAD
      ? new Mapping([['a', text('a', node)]], placeOf(node))
      : text('three', node);
  yield { mutation: 'wrong type', object: () => put(other), code: 'wrong-type', node: other, field };
  if (schema.type === 'string') {
    const number = new Scalar('17', 'int', 'plain', placeOf(node));
    yield { mutation: 'wrong type', object: () => put(number), code: 'wrong-type', node: number, field };
  }
  const bad = BAD[schema.type]?.(node);
  if (bad !== undefined)
    yield { mutation: 'bad int-or-string or quantity', object: () => put(bad), code: 'wrong-type', node: bad, field };
  if (schema.choices !== undefined || (schema.type === 'string' && schema.constraints?.get('enum') !== undefined)) {
    const choice = text('NoSuchChoice', node);
    yield { mutation: 'bad enum', object: () => put(choice), code: 'bad-value', node: choice, field };
  }
}

function* spotsIn(
  node: Node,
  schema: ValueSchema,
  field: string | undefined,
  put: (node: Node) => Mapping,
): Iterable<Spot> {
  yield { node, schema, field, put };
  if (node instanceof Mapping && schema.type === 'object') {
    for (const [name, value] of node.entries) {
      const inner = (schema.fields?.get(name) ?? schema.values)?.();
      if (inner === undefined) continue;
      yield* spotsIn(value, inner, name, (each) => put(new Mapping(node.with(name, each).entries, placeOf(node))));
    }
  }
  const items = schema.type === 'list' ? schema.items?.() : undefined;
  if (!(node instanceof Sequence) || items === undefined) return;
  for (const [index, item] of node.items.entries())
    yield* spotsIn(item, items, undefined, (each) => put(new Sequence(node.items.with(index, each), placeOf(node))));
}

/** What a transformer made has no place; a violation names what stands around it, and the test could not tell them apart. */
function placeOf(node: Node): Place {
  return node.place ?? NOWHERE;
}

function placed(node: Node): Node {
  if (node instanceof Mapping) return new Mapping(node.entries, placeOf(node));
  if (node instanceof Sequence) return new Sequence(node.items, placeOf(node));
  return new Scalar(node.text, node.tag, node.style, placeOf(node));
}

function text(value: string, at: Node): Scalar {
  return new Scalar(value, 'str', 'double', placeOf(at));
}

function asMapping(node: Node): Mapping {
  return node instanceof Mapping ? node : new Mapping([]);
}
