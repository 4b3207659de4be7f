import { type Controllers, mainOf } from '../../flux/controllers/controllers.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ChangeEffect } from '../contract/object-change.ts';
import type { ObjectChange } from '../diff/pair.ts';
import { applyStage } from '../refused/apply-stage.ts';

/** What a root stops at. */
export interface Rejection {
  /** ``Deployment `team-x/podinfo` ``. */
  readonly title: string;
  /** What is applied before is applied, and what would come with it or after it is not. */
  readonly stage: number;
}

/**
 * @param effects what becomes of the objects that a change brings to another state
 * @param refused objects that Flux applies and that the API server refuses by their own content, maybe before already
 * @param controllers that run in the cluster
 * @returns the first object that the API server rejects, by the name of the root that stops at it
 */
export function rejectionsOf(
  effects: Iterable<readonly [ObjectChange, ChangeEffect]>,
  refused: readonly InventoryObject[],
  controllers: Controllers,
): ReadonlyMap<string, Rejection> {
  const rejected = [...effects].flatMap(([{ after: object }, { effect }]) => (effect === 'rejected' ? [object] : []));
  const { customStageKinds } = mainOf(controllers, 'kustomize-controller').flags;
  const first = new Map<string, Rejection>();
  for (const { resource, root } of [...rejected, ...refused]) {
    const rejection = { title: objectTitle(resource), stage: applyStage(resource, customStageKinds) };
    const known = first.get(root.name);
    if (known === undefined || rejection.stage < known.stage) first.set(root.name, rejection);
  }
  return first;
}

/** @returns what is rejected, by the name of the root that stops at it */
export function titlesOf(rejections: ReadonlyMap<string, Rejection>): ReadonlyMap<string, string> {
  return new Map([...rejections].map(([name, { title }]) => [name, title]));
}
