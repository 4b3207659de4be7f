import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { isNull } from './is-null.ts';

/** @see kustomize kyaml/yaml IsYNodeNilOrEmpty */
export function isEmptyNode(node: Node): boolean {
  if (node instanceof Scalar) return isNull(node);
  return node instanceof Mapping ? node.entries.size === 0 : node.items.length === 0;
}
