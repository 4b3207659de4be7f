import type { MeetingEffect } from '../contract/meeting.ts';
import type { ObjectChange, ObjectRef } from './object-changes.ts';

/** What each of the two changes does to one object alone, and what they do to it together. */
export interface OnThreeSides {
  readonly own: ObjectChange | undefined;
  readonly other: ObjectChange | undefined;
  readonly both: ObjectChange | undefined;
  /** Whether all of the cluster is known, alone and together: what is not said of an object is then not done to it. */
  readonly isKnown: boolean;
}

/** What is said of one object. */
export interface MetObject extends Pick<MeetingEffect, 'kind' | 'first' | 'stays' | 'becomes'> {
  readonly object: ObjectRef;
}

/** @returns what becomes of an object, where the two meet in it */
export function metObject(sides: OnThreeSides): readonly MetObject[] {
  const { own, other, both, isKnown } = sides;
  const object = (own ?? other ?? both)?.object;
  if (object === undefined) return [];
  const met = (kind: MetObject['kind'], more: Omit<MetObject, 'kind' | 'object'> = {}) => [{ kind, object, ...more }];
  if (isKnown && own?.isDeleted === true && other?.becomes !== 'lost' && both?.becomes !== 'lost')
    return met('order', { first: 'other' });
  if (isKnown && other?.isDeleted === true && own?.becomes !== 'lost' && both?.becomes !== 'lost')
    return met('order', { first: 'this' });
  if (own === undefined || other === undefined) {
    if (!isKnown) return [];
    const alone = own ?? other;
    if (alone === undefined) return met('together', both && { becomes: both.becomes });
    if (both === undefined) return met('overridden', { stays: own === undefined ? 'this' : 'other' });
    return isEqual(alone, both) ? [] : met('together');
  }
  if (both === undefined) return isKnown ? met('together', { becomes: 'unchanged' }) : met('unknown');
  if (isEqual(own, other) && isEqual(own, both)) return met('same');
  const [isOwn, isOther] = [isIn(own, both), isIn(other, both)];
  if (!isIn(both, own, other) || !(isOwn || isOther)) return met('together');
  if (isOwn && isOther) return met('apart');
  return met('overridden', { stays: isOwn ? 'this' : 'other' });
}

function isEqual(one: ObjectChange, other: ObjectChange): boolean {
  return isIn(one, other) && isIn(other, one);
}

/** Whether one makes nothing of the object that none of the others makes of it. */
function isIn({ becomes, parts }: ObjectChange, ...others: readonly ObjectChange[]): boolean {
  const alike = others.filter((each) => each.becomes === becomes || !isWhole(each.becomes, becomes));
  return [...parts].every(([place, digests]) =>
    [...digests].every((digest) => alike.some((other) => other.parts.get(place)?.has(digest) === true)),
  );
}

/** Whether one of the two is about the object as a whole, and no field of the one is told by the other. */
function isWhole(one: ObjectChange['becomes'], other: ObjectChange['becomes']): boolean {
  return [one, other].some((each) => each === 'gained' || each === 'lost');
}
