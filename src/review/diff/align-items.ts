import type { Node } from '../../yaml/node/node.ts';
import { sameValue } from '../../yaml/print/same-value.ts';

/** Two items that stand for each other in a list without names; `index` is where people find them. */
interface AlignedItem {
  readonly before: Node | undefined;
  readonly after: Node | undefined;
  readonly index: number;
}

/** A longer comparison is not worth its time: its items are paired by position. */
const most = 40_000;

/** Pairs the items of two lists so that as many as can be are equal: an item put in front is one item more. */
export function alignItems(before: readonly Node[], after: readonly Node[]): readonly AlignedItem[] {
  if (before.length === after.length || before.length * after.length > most) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
      before: before[index],
      after: after[index],
      index,
    }));
  }
  const aligned: AlignedItem[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...commonPairs(before, after), [before.length, after.length] as const]) {
    const length = Math.max(x - i, y - j);
    for (let step = 0; step < length; step++) {
      aligned.push({
        before: i + step < x ? before[i + step] : undefined,
        after: j + step < y ? after[j + step] : undefined,
        index: j + step < y ? j + step : i + step,
      });
    }
    [i, j] = [x + 1, y + 1];
  }
  return aligned;
}

/** The positions of a longest common subsequence. */
function commonPairs(before: readonly Node[], after: readonly Node[]): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (x: number, y: number): number => lengths[x * width + y] ?? 0;
  const isSame = (x: number, y: number): boolean => {
    const [a, b] = [before[x], after[y]];
    return a !== undefined && b !== undefined && sameValue(a, b);
  };
  for (let x = before.length - 1; x >= 0; x--) {
    for (let y = after.length - 1; y >= 0; y--) {
      lengths[x * width + y] = isSame(x, y) ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let [x, y] = [0, 0]; x < before.length && y < after.length; ) {
    if (isSame(x, y)) pairs.push([x++, y++]);
    else if (at(x + 1, y) >= at(x, y + 1)) x++;
    else y++;
  }
  return pairs;
}
