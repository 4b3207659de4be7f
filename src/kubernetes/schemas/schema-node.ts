import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { scalarValue } from './scalar-value.ts';

/** Reads an OpenAPI v3 schema as it stands in a CustomResourceDefinition; anything else is ignored. */

export function mappingAt(schema: Mapping, key: string): Mapping | undefined {
  const value = schema.get(key);
  return value instanceof Mapping ? value : undefined;
}

export function listAt(schema: Mapping, key: string): readonly Node[] {
  const value = schema.get(key);
  return value instanceof Sequence ? value.items : [];
}

export function stringAt(schema: Mapping, key: string): string | undefined {
  const value = scalarAt(schema, key);
  return typeof value === 'string' ? value : undefined;
}

export function textsAt(schema: Mapping, key: string): readonly string[] {
  return listAt(schema, key).flatMap((item) => (item instanceof Scalar ? [item.text] : []));
}

export function numberAt(schema: Mapping, key: string): number | undefined {
  const value = scalarAt(schema, key);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

export function booleanAt(schema: Mapping, key: string): boolean {
  return scalarAt(schema, key) === true;
}

function scalarAt(schema: Mapping, key: string) {
  const value = schema.get(key);
  return value instanceof Scalar ? scalarValue(value) : undefined;
}
