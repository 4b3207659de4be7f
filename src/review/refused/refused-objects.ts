import { type Inventory, type InventoryObject, isUnsynced } from '../../flux/roots/inventory.ts';
import { isNamespacedKind } from '../../kubernetes/admission/namespaced-kinds.ts';
import type { Refusal } from '../../kubernetes/admission/refusal.ts';
import { refusalsOf } from '../../kubernetes/admission/refusals-of.ts';
import { kindKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** An object that the API server refuses, whatever stands in the cluster, and why: at least one reason. */
export interface RefusedObject {
  readonly object: InventoryObject;
  readonly refusals: readonly Refusal[];
}

/** @returns what of a cluster the API server refuses for certain, in the order of the inventory */
export const refusedObjects = onceEach((inventory: Inventory): ReadonlyMap<InventoryObject, RefusedObject> => {
  const scopes = definedScopes(inventory);
  const refused = inventory.objects.flatMap((object): readonly RefusedObject[] => {
    const { resource, root } = object;
    const isTemplate = isUnsynced(root);
    const isNamespaced = !isTemplate && isInNamespaces(resource, scopes);
    const refusals = refusalsOf(resource.node, { isNamespaced, isTemplate });
    return refusals.length === 0 ? [] : [{ object, refusals }];
  });
  return new Map(refused.map((each) => [each.object, each]));
});

/** Where nobody knows what applies a root, that may name a namespace. */
function isInNamespaces({ apiVersion, kind, gvk }: Resource, scopes: ReadonlyMap<string, string>): boolean {
  return isNamespacedKind(apiVersion, kind) || scopes.get(kindKey(gvk)) === 'Namespaced';
}

/** The scope of each kind that a CustomResourceDefinition of the cluster brings; none of one that two describe otherwise. */
function definedScopes({ objects }: Inventory): ReadonlyMap<string, string> {
  const scopes = new Map<string, string>();
  for (const { resource } of objects) {
    if (resource.kind !== 'CustomResourceDefinition') continue;
    const { node } = resource;
    const key = kindKey({ group: textAt(node, 'spec', 'group'), kind: textAt(node, 'spec', 'names', 'kind') });
    const scope = textAt(node, 'spec', 'scope');
    scopes.set(key, (scopes.get(key) ?? scope) === scope ? scope : '');
  }
  return scopes;
}
