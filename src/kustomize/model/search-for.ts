import { onceEach } from '../../memo/by-value.ts';
import type { Resource } from './resource.ts';

/** All objects of a cluster, as the roots hold them: of most roots it is the very same list from review to review. */
export type ResourceLists = readonly (readonly Resource[])[];

/**
 * Makes a search for objects that tell by themselves whether they are meant: a list that stays is looked through once.
 *
 * @param isMeant depends on nothing but the object
 * @returns finds them in lists, in their order
 */
export function searchFor(isMeant: (resource: Resource) => boolean): (lists: ResourceLists) => readonly Resource[] {
  const foundIn = onceEach((list: readonly Resource[]) => list.filter(isMeant));
  return (lists) => lists.flatMap(foundIn);
}
