import { formatFloat } from '../../gotemplate/format/float.ts';
import { readFirstDocument, skimFirstDocument } from '../../gotemplate/functions/encoding/read-yaml.ts';
import { GoError } from '../../gotemplate/value/go-error.ts';
import { isOldBoolean } from '../../yaml/node/needs-quotes.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import { HelmError } from './helm-error.ts';

const TRUE_WORD = /^(?:y|yes|on)$/i;

/**
 * @returns the first document of a YAML text, `undefined` where it is null
 * @throws HelmError as sigs.k8s.io/yaml says it
 */
export function readDocument(text: string): Node | undefined {
  return notNull(() => readFirstDocument(text));
}

/**
 * @returns the first document of a YAML text, in which collections that stand below so many levels are empty; `undefined`
 * where it is null
 * @throws HelmError as {@link readDocument}
 */
export function skimDocument(text: string, levels: number): Node | undefined {
  return notNull(() => skimFirstDocument(text, levels));
}

function notNull(read: () => Node | undefined): Node | undefined {
  try {
    const first = read();
    return first === undefined || isNull(first) ? undefined : first;
  } catch (error) {
    if (error instanceof GoError) throw new HelmError(error.message);
    throw error;
  }
}

/** A struct in Go, as messages name it. */
export interface StructType {
  /** With its package: `v2.Maintainer`. */
  readonly type: string;
  /** Alone: `Maintainer`; empty where it has none. */
  readonly name: string;
  /** Where it stands within another one: in which field, `Metadata.maintainers`, and behind which keys, `maintainers.` */
  readonly within?: { readonly field: string; readonly keys: string };
}

/** Reads fields of a struct as sigs.k8s.io/yaml does: a number or boolean becomes the text that a field asks for. */
export class TypedMapping {
  readonly #mapping: Mapping;
  readonly #struct: StructType;

  /** @throws HelmError where it is no mapping */
  constructor(node: Node, struct: StructType) {
    const { type, within } = struct;
    if (!(node instanceof Mapping)) {
      throw mismatch(
        node,
        within === undefined ? `value of type ${type}` : `struct field ${within.field} of type ${type}`,
      );
    }
    this.#mapping = node;
    this.#struct = struct;
  }

  /** @returns the node of a field, whose name is matched without regard to case where it is not there exactly. */
  node(field: string): Node | undefined {
    const exact = this.#mapping.get(field);
    const found = exact ?? [...this.#mapping.entries].find(([key]) => key.toLowerCase() === field.toLowerCase())?.[1];
    return found === undefined || isNull(found) ? undefined : found;
  }

  text(field: string): string {
    const node = this.node(field);
    return node === undefined ? '' : textOf(node, this.path(field));
  }

  isTrue(field: string): boolean {
    const node = this.node(field);
    if (node === undefined) return false;
    const value = node instanceof Scalar ? plainValue(node) : undefined;
    if (typeof value !== 'boolean') throw mismatch(node, `struct field ${this.path(field)} of type bool`);
    return value;
  }

  /** @param type of the list in Go */
  list<T>(field: string, type: string, read: (item: Node) => T): readonly T[] | undefined {
    const node = this.node(field);
    if (node === undefined) return undefined;
    if (!(node instanceof Sequence)) throw mismatch(node, `struct field ${this.path(field)} of type ${type}`);
    return node.items.map(read);
  }

  texts(field: string): readonly string[] {
    return this.list(field, '[]string', (item) => textOf(item, this.path(field))) ?? [];
  }

  textMap(field: string): ReadonlyMap<string, string> | undefined {
    const node = this.node(field);
    if (node === undefined) return undefined;
    if (!(node instanceof Mapping)) throw mismatch(node, `struct field ${this.path(field)} of type map[string]string`);
    return new Map([...node.entries].map(([key, value]) => [key, textOf(value, this.path(field))]));
  }

  /** @returns a field as messages name it */
  path(field: string): string {
    const { name, within } = this.#struct;
    return `${name}.${within?.keys ?? ''}${field}`;
  }
}

/** @returns whether a node is null */
export function isNull(node: Node): boolean {
  return node instanceof Scalar && node.tag === 'null';
}

function textOf(node: Node, path: string): string {
  if (!(node instanceof Scalar)) throw mismatch(node, `struct field ${path} of type string`);
  const value = plainValue(node);
  if (value === null) return '';
  return typeof value === 'number' ? formatFloat(shortestSingle(value), 'g', -1) : String(value);
}

/** @returns the number of fewest digits that is the same in 32 bits, in which sigs.k8s.io/yaml writes it */
function shortestSingle(value: number): number {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return single;
}

function plainValue(scalar: Scalar): string | boolean | number | bigint | null {
  if (scalar.tag === 'timestamp') return scalar.text;
  if (scalar.tag !== 'str') return goValue(scalar);
  return scalar.style === 'plain' && isOldBoolean(scalar.text) ? TRUE_WORD.test(scalar.text) : scalar.text;
}

function mismatch(node: Node, wanted: string): HelmError {
  const found = node instanceof Mapping ? 'object' : node instanceof Sequence ? 'array' : jsonKind(node);
  return new HelmError(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${found} into Go ${wanted}`,
  );
}

function jsonKind(scalar: Scalar): string {
  const value = plainValue(scalar);
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'number';
}
