import type { Resource } from '../../kustomize/model/resource.ts';

const GROUP = 'kustomize.toolkit.fluxcd.io';

/** @returns whether Flux applies no change to an object: it says so itself, or is only to be made once. */
export function isLeftAlone(resource: Resource, isThere: boolean): boolean {
  if (says(resource, 'reconcile', 'disabled') || says(resource, 'ssa', 'ignore')) return true;
  return isThere && says(resource, 'ssa', 'ifnotpresent');
}

/** @returns whether Flux deletes an object never, whatever becomes of its root. */
export function isNeverPruned(resource: Resource): boolean {
  return (
    says(resource, 'prune', 'disabled') || says(resource, 'reconcile', 'disabled') || says(resource, 'ssa', 'ignore')
  );
}

/** @returns whether Flux deletes an object and makes it again where a change in place is refused. */
export function isForced(resource: Resource): boolean {
  return says(resource, 'force', 'enabled');
}

/**
 * Label or annotation, in any case.
 *
 * @see fluxcd/pkg ssa/utils AnyInMetadata
 */
function says(resource: Resource, key: string, value: string): boolean {
  return [resource.annotations(), resource.labels()].some((map) => map.get(`${GROUP}/${key}`)?.toLowerCase() === value);
}
