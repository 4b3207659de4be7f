import { Mapping, type Node, Scalar, type Sequence } from '../../yaml/node/node.ts';

/** @returns every scalar below a node, by its path; an item of a list goes by its name, if it has one */
export function leavesOf(node: Node, path = ''): ReadonlyMap<string, Scalar> {
  if (node instanceof Scalar) return new Map([[path, node]]);
  const inner =
    node instanceof Mapping
      ? [...node.entries].map(([key, value]) => leavesOf(value, path === '' ? key : `${path}.${key}`))
      : itemsOf(node).map(([item, key]) => leavesOf(item, `${path}[${key}]`));
  return new Map(inner.flatMap((each) => [...each]));
}

function itemsOf(node: Sequence): readonly (readonly [Node, string])[] {
  return node.items.map((item, index) => {
    const name = item instanceof Mapping ? item.get('name') : undefined;
    return [item, name instanceof Scalar ? name.text : String(index)];
  });
}
