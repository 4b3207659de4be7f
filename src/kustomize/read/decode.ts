import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { lineOf, Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { goValue, jsonFloat } from '../../yaml/read/scalars.ts';
import { BuildError, type ProblemCode } from '../model/problem.ts';
import { keyAsOldYaml, scalarAsOldYaml, shortFloat } from '../nodes/as-old-yaml.ts';
import { JsonPatchError } from '../nodes/json-patch-error.ts';

/**
 * Reads typed values from nodes as Go's `encoding/json` reads a struct from the JSON of a YAML file: names match in any
 * case, null is a zero value, and a value of another type is an error. What is read keeps its node, and so its line.
 */
export type Decoder<Value> = (node: Node, at: Reading) => Value;

/** What a decoder reads. */
export type DecodedBy<D> = D extends Decoder<infer Value> ? Value : never;

/** Where a value is read, for messages. */
export interface Reading {
  readonly path: string;
  /** The field's name as people write it: `patches[0].target`. */
  readonly field: string;
  /** Whether what is read has been printed before: then `yes` is a string. */
  readonly isPrinted?: boolean;
  /** Whether any scalar serves as a string, as where Go reads YAML right into its types: `1.10` is "1.1". */
  readonly isTyped?: boolean;
  /** Tells of a key that no field has; returns to drop it, as Flux does in the root it rewrites. */
  readonly onUnknownField: (key: string, value: Node, at: Reading, known: readonly string[]) => void;
}

/** A string. Numbers and booleans are not strings, and `yes` is a boolean: kustomize's own file is read as YAML 1.1. */
export const text: Decoder<Scalar> = (node, at) => {
  if (!(node instanceof Scalar)) throw wrongType(node, at, 'a string');
  if (node.tag === 'null') return node.with({ text: '', tag: 'str', style: 'plain' });
  const isBoolean = at.isPrinted !== true && node.style === 'plain' && BOOLEAN_OF_YAML_1_1.test(node.text);
  if (node.tag === 'str' && !isBoolean) return node;
  if (at.isTyped === true) return node.with({ text: typedText(node, at), tag: 'str', style: 'double' });
  if (node.tag === 'binary') return node.with({ text: bytesOf(node, at), tag: 'str', style: 'double' });
  if (node.tag === 'timestamp') return node;
  throw wrongType(node, at, 'a string', quoteIt(node));
};

export const flag: Decoder<boolean> = (node, at) => {
  if (node instanceof Scalar && node.tag === 'null') return false;
  if (node instanceof Scalar && node.style === 'plain') {
    if (/^(true|True|TRUE|y|Y|yes|Yes|YES|on|On|ON)$/.test(node.text)) return true;
    if (/^(false|False|FALSE|n|N|no|No|NO|off|Off|OFF)$/.test(node.text)) return false;
  }
  throw wrongType(node, at, 'true or false');
};

/** A whole number of 64 bits, as its node; null is 0, and `3.0` is 3. */
export const integer: Decoder<Scalar> = (node, at) => {
  const value = node instanceof Scalar ? wholeNumber(node) : undefined;
  if (value === undefined || BigInt.asIntN(64, value) !== value) throw wrongType(node, at, 'a whole number');
  return new Scalar(String(value), 'int', 'plain', node.place);
};

/** @see sigs.k8s.io/yaml convertToJSONableObject, which turns a number into a string where one is asked for */
function typedText(scalar: Scalar, at: Reading): string {
  const value = goValue(at.isPrinted === true ? scalar : scalarAsOldYaml(scalar));
  return typeof value === 'number' ? shortFloat(value) : String(value);
}

function wholeNumber(scalar: Scalar): bigint | undefined {
  if (scalar.tag === 'null') return 0n;
  const value = scalar.tag === 'int' || scalar.tag === 'float' ? goValue(scalar) : undefined;
  if (typeof value === 'bigint') return value;
  const text = typeof value === 'number' && Number.isFinite(value) ? jsonFloat(value) : '';
  return /^-?[0-9]+$/.test(text) ? BigInt(text) : undefined;
}

function bytesOf(node: Scalar, at: Reading): string {
  const text = decodeBase64(node.text);
  if (text === undefined) throw wrongType(node, at, 'valid base64');
  return text;
}

export function listOf<Value>(decode: Decoder<Value>): Decoder<readonly Value[]> {
  return (node, at) => {
    if (node instanceof Scalar && node.tag === 'null') return [];
    if (!(node instanceof Sequence)) throw wrongType(node, at, 'a list');
    return node.items.map((item, index) => decode(item, { ...at, field: `${at.field}[${index}]` }));
  };
}

export const texts = listOf(text);

export function mapOf<Value>(decode: Decoder<Value>): Decoder<ReadonlyMap<string, Value>> {
  return (node, at) => {
    if (node instanceof Scalar && node.tag === 'null') return new Map();
    if (!(node instanceof Mapping)) throw wrongType(node, at, 'a mapping');
    return new Map(
      [...node.entries].map(([written, value]) => {
        const key = at.isPrinted === true ? written : keyAsJson(written, value, at);
        return [key, decode(value, { ...at, field: `${at.field}.${key}` })];
      }),
    );
  };
}

export const textMap = mapOf(text);

/** A key as JSON has it: `yes` is "true" then, and `1.50` is "1.5". */
function keyAsJson(written: string, value: Node, at: Reading): string {
  try {
    return keyAsOldYaml(written, value);
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    throw wrongType(value, at, 'a mapping whose keys are text', 'Quote the key, or remove it.');
  }
}

/** A field of a struct that another embeds: sigs.k8s.io/yaml does not find its type, and makes no text of a number. */
export function embedded<Value>(decode: Decoder<Value>): Decoder<Value> {
  return (node, at) => decode(node, { ...at, isTyped: false });
}

/** Takes the node as it is. */
export const anything: Decoder<Node> = (node) => node;

/** Reads one field of a struct; `undefined` where it is absent. */
export type ReadField = <Value>(name: string, decode: Decoder<Value>) => Value | undefined;

/**
 * A struct: whatever `build` makes of its fields.
 *
 * @param build reads every field that the struct knows, each once; a key that it did not read is unknown
 */
export function struct<Value>(build: (field: ReadField, node: Mapping) => Value): Decoder<Value> {
  return (node, at) => {
    const isNull = node instanceof Scalar && node.tag === 'null';
    const mapping = isNull ? new Mapping([], node.place) : node;
    if (!(mapping instanceof Mapping)) throw wrongType(node, at, 'a mapping');
    const keys = new Map([...mapping.entries.keys()].map((key) => [key.toLowerCase(), key]));
    if (keys.size < mapping.entries.size) throw twice(mapping, at);
    const known: string[] = [];
    const value = build((name, decode) => {
      known.push(name);
      const key = keys.get(name.toLowerCase());
      const entry = key === undefined ? undefined : mapping.get(key);
      return entry && decode(entry, inside(at, name));
    }, mapping);
    const names = new Set(known.map((name) => name.toLowerCase()));
    for (const [key, entry] of mapping.entries) {
      if (!names.has(key.toLowerCase())) at.onUnknownField(key, entry, inside(at, key), known);
    }
    return value;
  };
}

/** Go reads the one into what the other has left, which cannot be intended. */
function twice(mapping: Mapping, at: Reading): BuildError {
  const seen = new Set<string>();
  for (const [key, value] of mapping.entries) {
    if (seen.has(key.toLowerCase()))
      return wrongType(value, inside(at, key), 'given once', 'Field names are not case-sensitive.');
    seen.add(key.toLowerCase());
  }
  return wrongType(mapping, at, 'a mapping without repeated fields');
}

function inside(at: Reading, key: string): Reading {
  return { ...at, field: at.field === '' ? key : `${at.field}.${key}` };
}

const BOOLEAN_OF_YAML_1_1 = /^(y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

function quoteIt(node: Scalar): string {
  return `Write it in quotes: "${node.text}".`;
}

function wrongType(node: Node, at: Reading, wanted: string, fix?: string): BuildError {
  const code: ProblemCode = 'invalid-kustomization';
  return new BuildError({
    code,
    message: `${at.field || 'the file'} must be ${wanted}`,
    path: at.path,
    line: lineOf(node),
    fix,
  });
}
