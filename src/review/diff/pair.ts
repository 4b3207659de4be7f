import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { refKey } from '../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../memo/by-value.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { NodeChange } from './field-changes.ts';

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
  const keyedBefore = new Map(before.map((object) => [keyOf(object.resource), object]));
  const keyedAfter = new Map(after.map((object) => [keyOf(object.resource), object]));
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
export function sharedObjects(
  objects: readonly InventoryObject[],
): readonly (readonly [InventoryObject, InventoryObject])[] {
  const seen = new Map<string, InventoryObject>();
  const shared: (readonly [InventoryObject, InventoryObject])[] = [];
  for (const object of objects) {
    const key = keyOf(object.resource);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, object);
    else shared.push([first, object]);
  }
  return shared;
}

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
