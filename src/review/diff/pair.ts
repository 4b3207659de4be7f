import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { objectsOf } from '../../flux/roots/search-roots.ts';
import { refKey } from '../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../memo/by-value.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { NodeChange } from './field-changes.ts';
import { openRoots } from './open-roots.ts';

/** One object on both sides of a change; at least one of them is there. */
export interface Pair {
  readonly before: InventoryObject | undefined;
  readonly after: InventoryObject | undefined;
  /** Whether the root of the side before still holds it, beside another: it has not moved. */
  readonly isShared?: true;
}

/** An object that exists on both sides. */
export interface BothSides {
  readonly before: InventoryObject;
  readonly after: InventoryObject;
  readonly isShared?: true;
}

/** An object that exists on both sides and differs. */
export interface ObjectChange extends BothSides {
  readonly changes: readonly NodeChange[];
}

/**
 * Pairs the objects of two inventories by group, kind, namespace and name; a new version of an API is the same object.
 * A generated object has another name with every change of its content: what is left of those is paired by the name
 * without the hash, first within a root, then across them.
 *
 * @returns pairs in the order of what is after, then of what is only before; of an object that several roots apply on a
 *   side, the last pair that differs, each of the same root where it holds it on both sides
 */
function pairObjects(before: readonly InventoryObject[], after: readonly InventoryObject[]): readonly Pair[] {
  const [keyedBefore, keyedAfter] = [keyed(before), keyed(after)];
  const gone = [...keyedBefore].flatMap(([key, object]) => (keyedAfter.has(key) ? [] : [object]));
  const come = [...keyedAfter].flatMap(([key, object]) => (keyedBefore.has(key) ? [] : [object]));
  const renamed = pairGenerated(gone, come);
  const left = new Set(renamed.values());
  const [severalBefore, severalAfter] = [ownersIn(before), ownersIn(after)];
  const pairOf = (key: string, last: InventoryObject): Pair => {
    const was = keyedBefore.get(key);
    const [owned, owners] = [severalBefore.get(key), severalAfter.get(key)];
    if (was === undefined || (owned ?? owners) === undefined) return { before: was ?? renamed.get(last), after: last };
    return pairOwners(owned ?? [was], owners ?? [last], { before: was, after: last });
  };
  return [
    ...[...keyedAfter].map(([key, object]) => pairOf(key, object)),
    ...gone.flatMap((object) => (left.has(object) ? [] : [{ before: object, after: undefined }])),
  ];
}

/** Of an object that several roots apply, the last. */
const keyed = onceEach(
  (objects: readonly InventoryObject[]): ReadonlyMap<string, InventoryObject> =>
    new Map(objects.map((object) => [keyOf(object.resource), object])),
);

/** @returns the objects that several roots apply, as each of these has it. */
function ownersIn(objects: readonly InventoryObject[]): ReadonlyMap<string, readonly InventoryObject[]> {
  const owners = new Map<string, InventoryObject[]>();
  for (const [first, other] of sharedObjects(objects)) {
    const known = owners.get(keyOf(first.resource)) ?? [first];
    owners.set(keyOf(first.resource), [...known, other]);
  }
  return owners;
}

function pairOwners(before: readonly InventoryObject[], after: readonly InventoryObject[], last: BothSides): BothSides {
  const pairs = after.map((object): BothSides => {
    const own = before.find(({ root }) => root.name === object.root.name);
    if (own !== undefined) return { before: own, after: object };
    const isShared = after.some(({ root }) => root.name === last.before.root.name);
    return { before: last.before, after: object, ...(isShared ? { isShared } : {}) };
  });
  return (
    pairs.findLast((pair) => !sameValue(pair.before.resource.node, pair.after.resource.node)) ?? pairs.at(-1) ?? last
  );
}

/** @returns which generated object was which, by what it is now */
function pairGenerated(
  gone: readonly InventoryObject[],
  come: readonly InventoryObject[],
): ReadonlyMap<InventoryObject, InventoryObject> {
  const renamed = new Map<InventoryObject, InventoryObject>();
  const left = new Set(gone.filter(isGenerated));
  for (const nameOf of [nameInRoot, generatedName]) {
    const byName = new Map<string, InventoryObject[]>();
    for (const object of left) byName.set(nameOf(object), [...(byName.get(nameOf(object)) ?? []), object]);
    for (const object of come) {
      const was = isGenerated(object) && !renamed.has(object) ? byName.get(nameOf(object))?.shift() : undefined;
      if (was === undefined) continue;
      renamed.set(object, was);
      left.delete(was);
    }
  }
  return renamed;
}

/** @returns objects that a later root applies too, in the order in which they are met. */
export const sharedObjects = onceEach((objects: readonly InventoryObject[]): readonly Shared[] => {
  const seen = new Map<string, InventoryObject>();
  const shared: Shared[] = [];
  for (const object of objects) {
    const key = keyOf(object.resource);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, object);
    else shared.push([first, object]);
  }
  return shared;
});

/** One object, as the first root that applies it has it and as another has it. */
type Shared = readonly [InventoryObject, InventoryObject];

const keyOf = onceEach((resource: InventoryObject['resource']): string => keyWith(resource, resource.name));

function isGenerated({ resource }: InventoryObject): boolean {
  return resource.trail.generated?.needsHash === true;
}

function generatedName({ resource }: InventoryObject): string {
  return keyWith(resource, resource.trail.previousIds.at(-1)?.name ?? resource.name);
}

function nameInRoot(object: InventoryObject): string {
  return `${object.root.name} ${generatedName(object)}`;
}

function keyWith({ gvk: { group, kind }, namespace }: InventoryObject['resource'], name: string): string {
  return refKey({ group, kind, namespace, name });
}

interface Sides {
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
}

/** The objects of one cluster on both sides of a change that can be compared, each beside its other self. */
export class ObjectPairs {
  /** On each side, without those of roots that are not known on either. */
  readonly before: readonly InventoryObject[];
  readonly after: readonly InventoryObject[];
  readonly #isSame: boolean;
  readonly #sides: Partial<Sides>;
  #all: readonly Pair[] | undefined;
  #open: readonly Pair[] | undefined;
  #differing: readonly Pair[] | undefined;

  /** @param sides that the objects are of: where they are all of them, roots of which nothing becomes are not looked into */
  constructor(
    before: readonly InventoryObject[],
    after: readonly InventoryObject[],
    isSame: boolean,
    sides: Partial<Sides> = {},
  ) {
    this.before = before;
    this.after = after;
    this.#isSame = isSame;
    this.#sides = sides;
  }

  get all(): readonly Pair[] {
    // A cluster that is the same on both sides is kept from review to review, and seldom asked for these.
    if (this.#isSame) return pairObjects(this.before, this.after);
    this.#all ??= pairObjects(this.before, this.after);
    return this.#all;
  }

  /** All but of roots that hold the very same objects on both sides, in the same place. */
  get open(): readonly Pair[] {
    if (this.#isSame) return [];
    this.#open ??= this.#pairOpen();
    return this.#open;
  }

  #pairOpen(): readonly Pair[] {
    const { before, after } = this.#sides;
    if (before?.objects !== this.before || after?.objects !== this.after) return this.all;
    const was = keyed(this.before);
    const find = ({ resource }: InventoryObject) => was.get(keyOf(resource));
    const roots = openRoots(before, after, was.size === this.before.length ? find : undefined);
    return pairObjects(roots.before.flatMap(objectsOf), roots.after.flatMap(objectsOf));
  }

  /** Those that are not the very same on both sides. */
  get differing(): readonly Pair[] {
    if (this.#isSame) return [];
    this.#differing ??= this.open.filter(({ before, after }) => before?.resource.node !== after?.resource.node);
    return this.#differing;
  }
}
