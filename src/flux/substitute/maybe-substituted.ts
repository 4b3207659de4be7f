import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { opaqueText } from '../../yaml/node/opaque-text.ts';
import type { Variables } from './variables.ts';

/**
 * Does to an object what is known of a substitution that may not happen at all, as each source of variables may be missing
 * in the cluster: every text that it would change is as unknown as the sources, and none can be malformed.
 */
export function maybeSubstituted(object: Mapping, { unknown }: Variables): Mapping {
  const sources = unknown.map(({ source }) => source);
  const inMapping = (mapping: Mapping): Mapping => {
    let result = mapping;
    for (const [key, value] of mapping.entries) {
      const changed = inNode(value);
      if (changed !== value) result = result.with(key, changed);
    }
    return result;
  };
  const inNode = (node: Node): Node => {
    if (node instanceof Mapping) return inMapping(node);
    if (node instanceof Scalar) return IS_CHANGED.test(node.text) ? unknownText(node) : node;
    const items = node.items.map(inNode);
    return items.every((item, index) => item === node.items[index])
      ? node
      : new Sequence(items, node.place, node.isFlow);
  };
  const unknownText = ({ text, place }: Scalar): Scalar =>
    new Scalar(opaqueText([sources, text]), 'str', 'double', place, { hidden: 'opaque', template: text });
  return inMapping(object);
}

/** Any other dollar stands for itself. */
const IS_CHANGED = /\$[${]/;
