import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import type { Touch, Trace } from './origin.ts';
import type { Resource } from './resource.ts';

const NOTHING: Trace = { touches: [], setBy: new Map() };

/** @returns a changed object that remembers who has changed it, and which of its scalars. */
export function traced(before: Resource, after: Resource, touch: Touch): Resource {
  if (before.node === after.node) return after;
  const { touches, setBy } = after.trail.trace ?? before.trail.trace ?? NOTHING;
  const set = new Map(setBy);
  mark(before.node, after.node, touch, set);
  return after.withTrail({ trace: { touches: [...touches, touch], setBy: set } });
}

/** A scalar that has only been written anew is still set by whom it was. */
function mark(before: Node | undefined, after: Node, touch: Touch, setBy: Map<Node, Touch>): void {
  if (before === after) return;
  if (after instanceof Scalar) {
    const isSame = before instanceof Scalar && before.text === after.text && before.tag === after.tag;
    const setter = isSame ? setBy.get(before) : touch;
    if (setter !== undefined) setBy.set(after, setter);
  } else if (after instanceof Mapping) {
    for (const [key, value] of after.entries) {
      mark(before instanceof Mapping ? before.get(key) : undefined, value, touch, setBy);
    }
  } else markItems(before instanceof Sequence ? before.items : [], after.items, touch, setBy);
}

/** Items are the same where they are, else where they have one name, else where they stand. */
function markItems(before: readonly Node[], after: readonly Node[], touch: Touch, setBy: Map<Node, Touch>): void {
  const kept = new Set(before);
  const named = new Map(before.flatMap((item) => (nameOf(item) === undefined ? [] : [[nameOf(item), item] as const])));
  after.forEach((item, index) => {
    if (kept.has(item)) return;
    const name = nameOf(item);
    mark(name === undefined ? before[index] : named.get(name), item, touch, setBy);
  });
}

function nameOf(item: Node): string | undefined {
  const name = item instanceof Mapping ? item.get('name') : undefined;
  return name instanceof Scalar ? name.text : undefined;
}
