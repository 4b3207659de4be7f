import { SizedInteger } from '../../gotemplate/value/number.ts';
import { GoList, GoMap, type Value } from '../../gotemplate/value/value.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';

/**
 * @param values of a release, as they were merged
 * @param scalarValue what each scalar of them is
 * @returns them as Go holds them: numbers are float64 but where they were set at a path, which makes an int64
 */
export function valuesOf(values: Mapping, scalarValue: (scalar: Scalar) => Value = plainValueOf): GoMap {
  const valueIn = (node: Node): Value => {
    if (node instanceof Mapping) return valuesOf(node, scalarValue);
    return node instanceof Scalar ? scalarValue(node) : new GoList(node.items.map(valueIn));
  };
  return new GoMap([...values.entries].map(([key, value]) => [key, valueIn(value)] as const));
}

/** @returns what a scalar says by itself */
export function plainValueOf(node: Scalar): Value {
  if (node.tag === 'str' || node.tag === 'timestamp') return node.text;
  const value = goValue(node);
  if (typeof value !== 'bigint') return value;
  return node.marks.isSetInteger === true ? new SizedInteger('int64', value) : Number(value);
}
