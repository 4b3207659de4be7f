import { DEFINITIONS, KINDS, TYPES } from './api-facts.generated.ts';
import { entriesOf, isRecord, readDefinition } from './read-definition.ts';
import { type LazySchema, LEAF, Schema } from './schema.ts';

/** Where schemas come from; what a definition refers to is looked for in all layers. */
interface Layer {
  definition(name: string, all: Schemas): Schema | undefined;
  /** @param id `<apiVersion> <kind>` */
  kind(id: string, all: Schemas): Schema | undefined;
}

/**
 * The schemas that a build knows.
 *
 * @see kustomize kyaml/openapi: its global schema, which AddDefinitions fills
 */
export class Schemas {
  readonly #layers: readonly Layer[];
  readonly #found = new Map<string, Schema | undefined>();

  constructor(layers: readonly Layer[]) {
    this.#layers = layers;
  }

  /**
   * @returns the schema of a kind, where there is one.
   * @see kustomize kyaml/openapi SchemaForResourceType
   */
  schemaFor(apiVersion: string, kind: string): Schema | undefined {
    const id = `${apiVersion} ${kind}`;
    let found: Schema | undefined;
    for (const layer of this.#layers) found ??= layer.kind(id, this);
    return found;
  }

  /** @returns what `$ref: '#/definitions/<name>'` refers to. */
  definition(name: string): Schema | undefined {
    if (this.#found.has(name)) return this.#found.get(name);
    let found: Schema | undefined;
    for (const layer of this.#layers) found ??= layer.definition(name, this);
    this.#found.set(name, found);
    return found;
  }

  /** @returns the schemas of both; where both define something, these win. */
  over(below: Schemas): Schemas {
    return new Schemas([...this.#layers, ...below.#layers]);
  }
}

const builtin = builtinLayer();

/** What kustomize v5 compiles in: Kubernetes 1.21.2, and its own kinds. */
export const builtinSchemas = new Schemas([builtin]);

/**
 * Reads the schema that a kustomization gives by `openapi: path`. kustomize uses it *instead of* the built-in one; what
 * it had read before stays: `readSchemas(json).over(builtinSchemas)`.
 *
 * @param json the parsed file: an OpenAPI v2 document
 * @see kustomize kyaml/openapi SetSchema, initSchema
 */
export function readSchemas(json: unknown): Schemas {
  const definitions = new Map(entriesOf(isRecord(json) ? json.definitions : undefined));
  const kinds = new Map([...definitions].flatMap(([name, each]) => kindsOf(each).map((id) => [id, name] as const)));
  const custom: Layer = {
    kind: (id, all) => all.definition(kinds.get(id) ?? ''),
    definition: (name, all) =>
      definitions.has(name) ? readDefinition(definitions.get(name), (other) => all.definition(other)) : undefined,
  };
  return new Schemas([custom, kustomizeLayer()]);
}

function kindsOf(definition: unknown): readonly string[] {
  const all = isRecord(definition) ? definition['x-kubernetes-group-version-kind'] : undefined;
  if (!Array.isArray(all)) return [];
  return all.filter(isRecord).map(({ group, version, kind }) => `${group ? `${group}/` : ''}${version} ${kind}`);
}

function builtinLayer(): Layer {
  const numbers = new Map([...DEFINITIONS, ...KINDS].map(splitLast));
  const types: Schema[] = [];
  const typeAt = (number: number): Schema | undefined => {
    const line = TYPES[number];
    if (line === undefined) return undefined;
    types[number] ??= readType(line, typeAt);
    return types[number];
  };
  const byName = (name: string): Schema | undefined => typeAt(numbers.get(name) ?? -1);
  return { kind: byName, definition: byName };
}

/** kustomize adds its own kinds to every schema. */
function kustomizeLayer(): Layer {
  const kind = (id: string, all: Schemas): Schema | undefined =>
    id.startsWith('kustomize.config.k8s.io/v1beta1 ') ? builtin.kind(id, all) : undefined;
  return { kind, definition: () => undefined };
}

function splitLast(line: string): readonly [string, number] {
  const at = line.lastIndexOf(' ');
  return [line.slice(0, at), Number(line.slice(at + 1))];
}

const leaf: LazySchema = () => LEAF;

/**
 * Reads one line of the table that `scripts/api-facts.mjs` makes: `name` is a leaf, `spec=12` refers to a type,
 * `ports=[]7!merge!containerPort,protocol` is a list of such with its patch strategy and keys, `data={}` a map.
 *
 * @param typeAt the type of a number
 */
function readType(line: string, typeAt: (number: number) => Schema | undefined): Schema {
  const fields = new Map<string, LazySchema>();
  for (const word of line === '' ? [] : line.split(' ')) {
    const at = word.indexOf('=');
    const bang = word.indexOf('!');
    const end = bang < 0 ? word.length : bang;
    const name = word.slice(0, at < 0 ? end : at);
    const shape = at < 0 ? '' : word.slice(at + 1, end);
    fields.set(name, bang < 0 ? shapeOf(shape, typeAt) : merging(shape, word.slice(bang + 1), typeAt));
  }
  return new Schema({ fields });
}

function merging(shape: string, strategyAndKeys: string, typeAt: (number: number) => Schema | undefined): LazySchema {
  const [strategy, keys = ''] = strategyAndKeys.split('!');
  const items = shape.startsWith('[]') ? shapeOf(shape.slice(2), typeAt) : undefined;
  const schema = new Schema({ items, strategy, keys: keys === '' ? [] : keys.split(',') });
  return () => schema;
}

function shapeOf(shape: string, typeAt: (number: number) => Schema | undefined): LazySchema {
  if (shape === '') return leaf;
  if (shape.startsWith('[]')) return constant(new Schema({ items: shapeOf(shape.slice(2), typeAt) }));
  if (shape.startsWith('{}')) return constant(new Schema({ values: shapeOf(shape.slice(2), typeAt) }));
  const number = Number(shape);
  return () => typeAt(number);
}

function constant(schema: Schema): LazySchema {
  return () => schema;
}
