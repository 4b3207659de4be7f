import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { refKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { Effect } from '../contract/object-change.ts';
import { sharedObjects } from '../diff/pair.ts';
import type { RootStates } from '../effects/root-states.ts';
import { type Stop, stopText } from '../order/stopped-roots.ts';
import type { ApplyStages } from './apply-stages.ts';

/** Why an object that the manifests hold is not applied. */
export interface Unapplied {
  readonly by: 'suspended' | 'left-alone' | 'stopped';
  /** The end of a sentence that names the object, behind *but*. */
  readonly reason: string;
}

/** Which objects Flux applies as a merge has them, and which for certain not. */
export class Application {
  readonly #states: RootStates;
  readonly #stops: ReadonlyMap<string, Stop>;
  readonly #stages: ApplyStages;

  /** @param stops that are certain, by the name of the root */
  constructor(states: RootStates, stops: ReadonlyMap<string, Stop>, stages: ApplyStages) {
    this.#states = states;
    this.#stops = stops;
    this.#stages = stages;
  }

  /** @returns why the root of an object stops before an effect on the object comes; `undefined` where it does not */
  stopOf(object: InventoryObject, effect: Effect, isLost: boolean): Stop | undefined {
    const isDone = effect === 'suspended' || effect === 'exempt' || this.#stages.comesBefore(object, isLost);
    return isDone ? undefined : this.#stops.get(object.root.name);
  }

  /**
   * @param isThere whether the cluster has the object already
   * @returns why its root does not apply an object; `undefined` where it does, or may
   */
  unapplied(object: InventoryObject, isThere: boolean): Unapplied | undefined {
    const effect = this.#states.effectOfApply(object, isThere) ?? 'created';
    if (effect === 'suspended') return { by: 'suspended', reason: 'its root or source is suspended' };
    if (effect === 'exempt') return { by: 'left-alone', reason: 'Flux is told to leave it alone' };
    const stop = this.stopOf(object, effect, false);
    return stop && { by: 'stopped', reason: `\`${object.root.name}\` ${stopText(stop)}` };
  }
}

/** Which objects of the manifests a cluster has after a merge. */
export interface Applied {
  /** Those that it does not get, or loses, for certain, as every root that holds one has it. */
  readonly absent: ReadonlyMap<Resource, Unapplied>;
  /** @returns whether a root applies an object, or may */
  readonly applies: (object: InventoryObject) => boolean;
}

/** Where a cluster gets all that its manifests hold, nobody asks further: kept in its place, it keeps nothing of a review. */
export const NOTHING_ABSENT: Applied = { absent: new Map(), applies: () => true };

/**
 * @param objects that the manifests hold after the merge: all; those of them that the cluster gains; and those that are gone,
 *   as their old root deletes them and no new one takes them over. Of an object that several roots hold, one
 * @param isOpen whether it is not certain what becomes of such an object
 */
export function appliedIn(
  objects: Readonly<Record<'gained' | 'gone' | 'all', readonly InventoryObject[]>>,
  application: Application,
  isOpen: (object: InventoryObject) => boolean,
): Applied {
  const { gained, gone, all } = objects;
  const isNew = new Set([...gained, ...gone].map(keyOf));
  const whyNot = (object: InventoryObject) => application.unapplied(object, !isNew.has(keyOf(object)));
  const absent = new Map<Resource, Unapplied>();
  const note = (object: InventoryObject, why: Unapplied | undefined): void => {
    if (why === undefined) return;
    const holders = holdersOf(object, all);
    if (holders.some((each) => whyNot(each) === undefined || isOpen(each))) return;
    for (const { resource } of holders) absent.set(resource, why);
  };
  for (const object of gained) note(object, whyNot(object));
  // What was there nobody else is meant to make.
  for (const object of gone) note(object, asStopped(whyNot(object)));
  return { absent, applies: (object) => holdersOf(object, all).some((each) => whyNot(each) === undefined) };
}

function asStopped(why: Unapplied | undefined): Unapplied | undefined {
  return why?.by === 'left-alone' ? { ...why, by: 'stopped' } : why;
}

/** @returns an object as each root that holds it has it, of all that the manifests hold */
export function holdersOf(object: InventoryObject, all: readonly InventoryObject[]): readonly InventoryObject[] {
  return sharedByKey(all).get(keyOf(object)) ?? [object];
}

const sharedByKey = onceEach((all: readonly InventoryObject[]): ReadonlyMap<string, readonly InventoryObject[]> => {
  const holders = new Map<string, Set<InventoryObject>>();
  for (const [first, other] of sharedObjects(all)) {
    const key = keyOf(first);
    holders.set(key, (holders.get(key) ?? new Set([first])).add(other));
  }
  return new Map([...holders].map(([key, each]) => [key, [...each]]));
});

function keyOf({ resource: { gvk, namespace, name } }: InventoryObject): string {
  return refKey({ group: gvk.group, kind: gvk.kind, namespace, name });
}
