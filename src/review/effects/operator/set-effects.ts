import type { Resource } from '../../../kustomize/model/resource.ts';

const GROUP = 'fluxcd.controlplane.io';

/** @returns whether flux-operator leaves all that a ResourceSet has made as it is */
export function isSetSuspended(set: Resource): boolean {
  return says(set, 'reconcile', 'disabled');
}

/** @returns whether flux-operator deletes an object never, whatever becomes of its ResourceSet */
export function isKeptByOperator(resource: Resource): boolean {
  return says(resource, 'prune', 'disabled');
}

/** @returns whether flux-operator replaces what cannot be changed in place: of a ResourceSet, or of one of its objects */
export function isForcedByOperator(resource: Resource): boolean {
  return says(resource, 'force', 'enabled');
}

/** @see flux-operator docs/api/v1/resourceset.md, Reconciliation configuration, Garbage collection */
function says(resource: Resource, key: string, value: string): boolean {
  return resource.annotations().get(`${GROUP}/${key}`)?.toLowerCase() === value;
}
