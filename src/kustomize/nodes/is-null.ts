import { type Node, Scalar } from '../../yaml/node/node.ts';
import { hasType } from './untagged.ts';

/**
 * @returns whether there is nothing, or null. What was written without a type is no null, whatever it looks like.
 * @see kustomize kyaml/yaml IsMissingOrNull, which looks at the tag
 */
export function isNull(node: Node | undefined): boolean {
  return node === undefined || (node instanceof Scalar && node.tag === 'null' && hasType(node));
}
