import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/** @returns whether two nodes that render alike are written otherwise: other quotes, other digits, another order of keys */
export function isRespelled(before: Node, after: Node): boolean {
  if (before === after) return false;
  if (before instanceof Scalar)
    return after instanceof Scalar && (before.text !== after.text || before.style !== after.style);
  if (before instanceof Mapping) {
    if (!(after instanceof Mapping)) return true;
    const keys = [...after.entries.keys()];
    return [...before.entries].some(([key, value], index) => {
      const other = after.get(key);
      return keys[index] !== key || other === undefined || isRespelled(value, other);
    });
  }
  if (after instanceof Scalar || after instanceof Mapping) return true;
  return before.items.some((item, index) => {
    const other = after.items[index];
    return other === undefined || isRespelled(item, other);
  });
}
