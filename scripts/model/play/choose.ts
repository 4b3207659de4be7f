import type { Random } from '../../storm/random.ts';

interface Weighted {
  /** How often it is tried, compared with the others. */
  readonly weight: number;
}

/** Stories differ more where each has much of some things and nothing of others. */
export function emphasized<Item extends Weighted>(items: readonly Item[], random: Random): readonly Item[] {
  return items.map((item) => ({ ...item, weight: item.weight * (random.pick([0, 1, 1, 5]) ?? 1) }));
}

/** @returns one of them, each as often as its weight says; `undefined` if none weighs anything */
export function choose<Item extends Weighted>(items: readonly Item[], random: Random): Item | undefined {
  let left = random.number() * items.reduce((sum, { weight }) => sum + weight, 0);
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return items[0];
}
