import { type Node, Sequence } from '../../yaml/node/node.ts';

/** @returns the list with every item mapped, or itself where none changes. */
export function mapItems(list: Sequence, map: (item: Node, index: number) => Node): Sequence {
  let changed = false;
  const items = list.items.map((item, index) => {
    const mapped = map(item, index);
    changed ||= mapped !== item;
    return mapped;
  });
  return changed ? new Sequence(items, list.place, list.isFlow) : list;
}
