import { Mapping, type Node, Scalar } from '../yaml/node.ts';

/** @see kustomize kyaml/yaml IsYNodeNilOrEmpty */
export function isEmptyNode(node: Node): boolean {
  if (node instanceof Scalar) return node.tag === 'null';
  return node instanceof Mapping ? node.entries.size === 0 : node.items.length === 0;
}
