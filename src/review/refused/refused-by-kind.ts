import { type InventoryObject, isUnsynced } from '../../flux/roots/inventory.ts';
import type { Refusal } from '../../kubernetes/admission/refusal.ts';
import type { ClusterSchemas } from '../../kubernetes/schemas/cluster-schemas.ts';
import { isSurelyUnserved } from '../../kubernetes/schemas/surely-unserved.ts';
import { isOfUnknownKind } from './violations-in.ts';

/**
 * Tells whether the API server certainly has no such kind as an object is of, and had it before, or is asked for it only
 * now. A custom kind that no definition in the manifests speaks of is not among them: charts and bootstraps bring such.
 *
 * @param isReleaseKnown whether it is configured which Kubernetes the cluster runs
 * @see fluxcd/pkg ssa ResourceManager.ApplyAllStaged: a dry run without a match for the kind ends the stage
 */
export function refusedByKind(
  before: { readonly object: InventoryObject | undefined; readonly schemas: ClusterSchemas },
  after: { readonly object: InventoryObject; readonly schemas: ClusterSchemas },
  isReleaseKnown: boolean,
): Refusal | undefined {
  if (!isUnserved(after.object, after.schemas, isReleaseKnown)) return undefined;
  const { resource } = after.object;
  const isStanding =
    before.object?.resource.apiVersion === resource.apiVersion &&
    isUnserved(before.object, before.schemas, isReleaseKnown);
  if (isStanding) return undefined;
  const node = resource.node.get('apiVersion') ?? resource.node;
  return { code: 'no-kind', path: ['apiVersion'], node, message: 'is not served for this kind' };
}

function isUnserved({ resource, root }: InventoryObject, schemas: ClusterSchemas, isReleaseKnown: boolean): boolean {
  const { apiVersion, kind } = resource;
  if (isOfUnknownKind(resource) || (isUnsynced(root) && `${apiVersion}${kind}`.includes('${'))) return false;
  return isSurelyUnserved(apiVersion, schemas.find(apiVersion, kind), schemas, isReleaseKnown);
}
