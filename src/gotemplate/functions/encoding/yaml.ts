import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { Unprintable } from '../../../yaml/node/unprintable.ts';
import { printYaml } from '../../../yaml/print/print.ts';
import { GoError } from '../../value/go-error.ts';
import { integerOf } from '../../value/kinds.ts';
import { Complex, SizedInteger } from '../../value/number.ts';
import { GoList, GoMap, type GoObject, type Value } from '../../value/value.ts';
import { toBase64 } from './base.ts';
import { jsonFloat } from './write-json.ts';

const NULL = new Scalar('null', 'null');
const TRUE = new Scalar('true', 'bool');
const FALSE = new Scalar('false', 'bool');
/** As go-yaml's reader says it. */
const REFUSED = 'yaml: control characters are not allowed';

/**
 * @returns a value as YAML without the last line break: Helm's `toYaml`, which is sigs.k8s.io/yaml's `Marshal`: through
 * JSON, so a float that is an integer is written as one
 * @throws GoError where it cannot be written
 */
export function writeYaml(value: Value): string {
  try {
    return printYaml(nodeOf(value)).replace(/\n$/, '');
  } catch (error) {
    if (!(error instanceof Unprintable)) throw error;
    throw new GoError(error.code === 'control-character' ? REFUSED : error.message);
  }
}

function nodeOf(value: Value): Node {
  switch (typeof value) {
    case 'string':
      return new Scalar(value.toWellFormed(), 'str', 'double');
    case 'number':
      return numberNode(jsonFloat(value));
    case 'bigint':
      return new Scalar(String(value), 'int');
    case 'boolean':
      return value ? TRUE : FALSE;
    default:
      return value === null || value === undefined ? NULL : objectNode(value);
  }
}

function numberNode(text: string): Node {
  return new Scalar(text, /^-?\d+$/.test(text) && text.length < 19 ? 'int' : 'float');
}

function objectNode(value: SizedInteger | Complex | GoList | GoMap | GoObject): Node {
  if (value instanceof SizedInteger) return new Scalar(String(value.value), 'int');
  if (value instanceof Complex) throw new GoError('json: unsupported type: complex128');
  if (value instanceof GoList) return listNode(value);
  if (value instanceof GoMap) return value.isNil ? NULL : mapNode(value.entries());
  const plain = value.plain();
  return plain === undefined ? mapNode([...value.tagged]) : nodeOf(plain);
}

function listNode(list: GoList): Node {
  if (list.isNil) return NULL;
  if (list.type.element !== 'uint8') return new Sequence(list.items.map(nodeOf));
  const bytes = Uint8Array.from(list.items, (item) => Number(integerOf(item) ?? 0n));
  return new Scalar(toBase64(bytes), 'str', 'double');
}

function mapNode(entries: readonly (readonly [string, Value])[]): Node {
  return new Mapping(entries.map(([key, value]): readonly [string, Node] => [key.toWellFormed(), nodeOf(value)]));
}
