import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ChangeEffect } from '../contract/object-change.ts';
import type { ObjectChange } from '../diff/pair.ts';

/** @returns what the API server rejects, by the name of the root that stops at it. */
export function rejectedRoots(effects: ReadonlyMap<ObjectChange, ChangeEffect>): ReadonlyMap<string, string> {
  return new Map(
    [...effects].flatMap(([{ after }, { effect }]) =>
      effect === 'rejected' ? [[after.root.name, objectTitle(after.resource)] as const] : [],
    ),
  );
}
