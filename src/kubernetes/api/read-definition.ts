import { type LazySchema, Schema } from './schema.ts';

const REF = '#/definitions/';

/**
 * Reads one OpenAPI v2 schema.
 *
 * @param json the parsed schema; anything else is ignored
 * @param definition the schema of a definition's name
 * @see kustomize kyaml/openapi ResourceSchema.Field, Elements, PatchStrategyAndKeyList
 */
export function readDefinition(json: unknown, definition: (name: string) => Schema | undefined): Schema {
  if (!isRecord(json)) return new Schema({});
  const strategy = json['x-kubernetes-patch-strategy'];
  return new Schema({
    fields: new Map(entriesOf(json.properties).map(([name, field]) => [name, lazily(field, definition)])),
    values: isRecord(json.additionalProperties) ? lazily(json.additionalProperties, definition) : undefined,
    items: isArray(json.type) && isRecord(json.items) ? lazily(json.items, definition) : undefined,
    strategy: typeof strategy === 'string' ? strategy : undefined,
    keys: typeof strategy === 'string' ? keysOf(json) : undefined,
  });
}

function keysOf(json: Readonly<Record<string, unknown>>): readonly string[] {
  const list = json['x-kubernetes-list-map-keys'];
  if (Array.isArray(list)) return list.filter((key) => typeof key === 'string');
  const key = json['x-kubernetes-patch-merge-key'];
  return typeof key === 'string' ? [key] : [];
}

/** What stands beside a `$ref` is lost to kustomize. */
function lazily(json: unknown, definition: (name: string) => Schema | undefined): LazySchema {
  const ref = isRecord(json) ? json.$ref : undefined;
  if (typeof ref === 'string' && ref !== '') {
    return () => (ref.startsWith(REF) ? definition(ref.slice(REF.length)) : undefined);
  }
  let schema: Schema | undefined;
  return () => {
    schema ??= readDefinition(json, definition);
    return schema;
  };
}

function isArray(type: unknown): boolean {
  return type === 'array' || (Array.isArray(type) && type.length === 1 && type[0] === 'array');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}
