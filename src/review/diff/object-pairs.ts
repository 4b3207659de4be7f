import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { type Pair, pairObjects } from './pair.ts';

/** The objects of one cluster on both sides of a change that can be compared, each beside its other self. */
export class ObjectPairs {
  /** On each side, without those of roots that are not known on either. */
  readonly before: readonly InventoryObject[];
  readonly after: readonly InventoryObject[];
  readonly #isSame: boolean;
  #all: readonly Pair[] | undefined;
  #differing: readonly Pair[] | undefined;

  constructor(before: readonly InventoryObject[], after: readonly InventoryObject[], isSame: boolean) {
    this.before = before;
    this.after = after;
    this.#isSame = isSame;
  }

  get all(): readonly Pair[] {
    // A cluster that is the same on both sides is kept from review to review, and seldom asked for these.
    if (this.#isSame) return pairObjects(this.before, this.after);
    this.#all ??= pairObjects(this.before, this.after);
    return this.#all;
  }

  /** Those that are not the very same on both sides. */
  get differing(): readonly Pair[] {
    if (this.#isSame) return [];
    this.#differing ??= this.all.filter(({ before, after }) => before?.resource.node !== after?.resource.node);
    return this.#differing;
  }
}
