import { Mapping, type Node, Scalar, Sequence, settleAbsent } from '../../yaml/node/node.ts';

/**
 * Gives what has come into an object the style that kyaml writes it in there: within `{…}` and `[…]` there are no folded
 * texts, and an absent value is an empty string.
 *
 * @param former what stood there before; what is still the same is settled already
 * @param inFlow whether a collection around it is in flow style
 * @see goyaml.v3 yaml_emitter_select_scalar_style
 */
export function settleFlow(node: Node, former: Node | undefined, inFlow = false): Node {
  if (node === former) return node;
  if (node instanceof Scalar) return settleScalar(node, inFlow);
  const isFlow = inFlow || node.isFlow;
  if (node instanceof Sequence) return settleItems(node, former instanceof Sequence ? former : undefined, isFlow);
  let result = node;
  for (const [key, value] of node.entries) {
    result = result.with(key, settleFlow(value, former instanceof Mapping ? former.get(key) : undefined, isFlow));
  }
  return result;
}

function settleItems(list: Sequence, former: Sequence | undefined, isFlow: boolean): Sequence {
  const settled = new Set(former?.items);
  const items = list.items.map((item) => (settled.has(item) ? item : settleFlow(item, undefined, isFlow)));
  return items.every((item, index) => item === list.items[index]) ? list : new Sequence(items, list.place, list.isFlow);
}

function settleScalar(scalar: Scalar, inFlow: boolean): Scalar {
  return inFlow && scalar.style === 'folded' ? scalar.with({ style: 'double' }) : settleAbsent(scalar, inFlow);
}
