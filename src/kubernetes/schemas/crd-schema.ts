import { onceEach } from '../../memo/by-value.ts';
import { Mapping, Scalar } from '../../yaml/node/node.ts';
import { metadataSchema } from './api-schemas.ts';
import { booleanAt, mappingAt, stringAt, textsAt } from './schema-node.ts';
import { ANY, type LazyValue, type ValueSchema, type ValueType } from './value-schema.ts';

const TYPES: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['integer', 'integer'],
  ['number', 'number'],
]);

const TEXT: ValueSchema = { type: 'string' };

/**
 * Reads the `openAPIV3Schema` of one version of a custom resource: what an object of it may hold. Each schema is read
 * once, however many objects it is asked for.
 *
 * @see apiextensions-apiserver pkg/apiserver/schema/structural.go
 */
export const customSchema = onceEach((schema: Mapping): ValueSchema => {
  const root = readSchema(schema, false);
  const fields = new Map<string, LazyValue>([...(root.fields ?? []), ...objectFields()]);
  // Flux takes the status out of what it applies.
  fields.set('status', () => ANY);
  const required = (root.required ?? []).filter((name) => !fields.has(name) || !OWN.has(name));
  return { ...root, fields, required };
});

const OWN: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

function objectFields(): readonly (readonly [string, LazyValue])[] {
  return [
    ['apiVersion', () => TEXT],
    ['kind', () => TEXT],
    ['metadata', metadataSchema],
  ];
}

/**
 * @param isLenient whether a schema around it keeps unknown fields: server-side apply then lets those within pass too,
 *   and the server drops them
 */
function readSchema(schema: Mapping, isLenient: boolean): ValueSchema {
  const common = {
    nullable: booleanAt(schema, 'nullable'),
    hasDefault: schema.get('default') !== undefined,
    constraints: schema,
  };
  if (booleanAt(schema, 'x-kubernetes-int-or-string')) return { ...common, type: 'int-or-string' };
  const type = stringAt(schema, 'type');
  if (type === 'object') return { ...common, ...readObject(schema, isLenient) };
  if (type === 'array') return { ...common, ...readList(schema, isLenient) };
  return { ...common, type: TYPES.get(type ?? '') ?? 'any' };
}

function readObject(schema: Mapping, isLenient: boolean): ValueSchema {
  const keeps = booleanAt(schema, 'x-kubernetes-preserve-unknown-fields');
  const properties = mappingAt(schema, 'properties');
  const fields = new Map(
    [...(properties?.entries ?? [])].flatMap(([name, field]) =>
      field instanceof Mapping ? [[name, lazily(field, isLenient || keeps)] as const] : [],
    ),
  );
  if (booleanAt(schema, 'x-kubernetes-embedded-resource'))
    for (const [name, field] of objectFields()) fields.set(name, field);
  const values = valuesOf(schema, isLenient || keeps);
  // The server-side apply of a schema without fields lets any pass, and the server drops them all.
  const isDropped = isLenient || fields.size === 0;
  return {
    type: 'object',
    fields,
    required: textsAt(schema, 'required'),
    ...(values === undefined ? {} : { values }),
    ...(keeps ? { unknown: 'kept' } : isDropped ? { unknown: 'dropped' } : {}),
  };
}

function valuesOf(schema: Mapping, isLenient: boolean): LazyValue | undefined {
  const additional = schema.get('additionalProperties');
  if (additional instanceof Mapping) return lazily(additional, isLenient);
  return additional instanceof Scalar && additional.text === 'true' ? () => ANY : undefined;
}

function readList(schema: Mapping, isLenient: boolean): ValueSchema {
  const items = mappingAt(schema, 'items');
  const type = stringAt(schema, 'x-kubernetes-list-type');
  const keys = type === 'map' ? textsAt(schema, 'x-kubernetes-list-map-keys') : type === 'set' ? [] : undefined;
  return {
    type: 'list',
    ...(items === undefined ? {} : { items: lazily(items, isLenient) }),
    ...(keys === undefined ? {} : { keys }),
  };
}

function lazily(schema: Mapping, isLenient: boolean): LazyValue {
  let read: ValueSchema | undefined;
  return () => {
    read ??= readSchema(schema, isLenient);
    return read;
  };
}
