import { type Controllers, mainOf } from '../../flux/controllers/controllers.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ChangeEffect } from '../contract/object-change.ts';
import type { ObjectChange } from '../diff/pair.ts';
import { stageIn } from '../refused/apply-stage.ts';
import { refusedObjects } from '../refused/refused-objects.ts';

/** What a root stops at. */
export interface Rejection {
  readonly object: InventoryObject;
  /** ``Deployment `team-x/podinfo` ``. */
  readonly title: string;
  /** What is applied before is applied, and what would come with it or after it is not. */
  readonly stage: number;
}

/**
 * @param effects what becomes of the objects that a change brings to another state
 * @param refused objects that Flux applies and that the API server refuses by their own content, maybe before already
 * @param controllers that run in the cluster
 * @returns the first object that the API server rejects, by the key of the root that stops at it
 */
export function rejectionsOf(
  effects: Iterable<readonly [ObjectChange, ChangeEffect]>,
  refused: readonly InventoryObject[],
  controllers: Controllers,
): ReadonlyMap<string, Rejection> {
  const rejected = [...effects].flatMap(([{ after: object }, { effect }]) => (effect === 'rejected' ? [object] : []));
  const { customStageKinds } = mainOf(controllers, 'kustomize-controller').flags;
  const first = new Map<string, Rejection>();
  for (const object of [...rejected, ...refused]) {
    const { resource, root } = object;
    const rejection = { object, title: objectTitle(resource), stage: stageIn(object, customStageKinds) };
    const known = first.get(rootKey(root));
    if (known === undefined || rejection.stage < known.stage) first.set(rootKey(root), rejection);
  }
  return first;
}

/** @returns what is rejected, by the key of the root that stops at it */
export function titlesOf(rejections: ReadonlyMap<string, Rejection>): ReadonlyMap<string, string> {
  return new Map([...rejections].map(([key, { title }]) => [key, title]));
}

/**
 * @param hub with all that it applies to
 * @param isApplied whether Flux comes to apply an object
 * @returns what the API server refuses in any of these clusters by its own content, by the key of the root that stops at it
 */
export function refusedAround(
  hub: Inventory,
  isApplied: (object: InventoryObject) => boolean,
): ReadonlyMap<string, string> {
  const titles = [hub, ...hub.spokes.values()].flatMap((cluster) => {
    const refused = [...refusedObjects(cluster).keys()].filter(isApplied);
    return [...titlesOf(rejectionsOf([], refused, cluster.controllers))];
  });
  return new Map(titles);
}
