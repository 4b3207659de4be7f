import { int64 } from '../../../gotemplate/value/number.ts';
import { GoList, GoMap, type Value } from '../../../gotemplate/value/value.ts';
import { secretIn, unknownIn, type WorldKind } from '../../../helm/unknown/stand-in.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { goValue } from '../../../yaml/read/scalars.ts';

/**
 * @param world tells what stands in place of what is hidden
 * @returns a node as the operator's templates have it: as the API server holds it in JSON, so that whole numbers are int64
 */
export function valueIn(world: WorldKind, node: Node): Value {
  if (node instanceof Mapping) return mapIn(world, node);
  if (!(node instanceof Scalar)) return new GoList(node.items.map((item) => valueIn(world, item)));
  if (node.hidden === undefined) return plainValue(node);
  return node.hidden === 'secret' ? secretIn(world, plainValue(node)) : unknownIn(world, node);
}

/** @returns a mapping as {@link valueIn} gives it */
export function mapIn(world: WorldKind, node: Mapping): GoMap {
  return new GoMap([...node.entries].map(([key, value]) => [key, valueIn(world, value)] as const));
}

function plainValue(scalar: Scalar): Value {
  const read = goValue(scalar);
  // An integer that is too large for Go is a float.
  const value = scalar.tag === 'int' && typeof read === 'string' ? Number(read) : read;
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? int64(value) : Number(value);
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
  return isWhole ? int64(BigInt(value)) : value;
}
