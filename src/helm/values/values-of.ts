import { SizedInteger } from '../../gotemplate/value/number.ts';
import { GoList, GoMap, type Value } from '../../gotemplate/value/value.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';

/**
 * @param values of a release, as they were merged
 * @returns them as Go holds them: numbers are float64 but where they were set at a path, which makes an int64
 */
export function valuesOf(values: Mapping): GoMap {
  return new GoMap([...values.entries].map(([key, value]) => [key, valueIn(value)] as const));
}

function valueIn(node: Node): Value {
  if (node instanceof Mapping) return valuesOf(node);
  if (!(node instanceof Scalar)) return new GoList(node.items.map(valueIn));
  if (node.tag === 'str' || node.tag === 'timestamp') return node.text;
  const value = goValue(node);
  if (typeof value !== 'bigint') return value;
  return node.marks.isSetInteger === true ? new SizedInteger('int64', value) : Number(value);
}
