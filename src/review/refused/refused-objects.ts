import { type Inventory, type InventoryObject, isUnsynced } from '../../flux/roots/inventory.ts';
import { searchRootsFor } from '../../flux/roots/search-roots.ts';
import { DefinedScopes } from '../../kubernetes/admission/defined-scopes.ts';
import type { Refusal } from '../../kubernetes/admission/refusal.ts';
import { refusalsOf } from '../../kubernetes/admission/refusals-of.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { onceEach } from '../../memo/by-value.ts';

/** An object that the API server refuses, whatever stands in the cluster, and why: at least one reason. */
export interface RefusedObject {
  readonly object: InventoryObject;
  readonly refusals: readonly Refusal[];
}

/** @returns what of a cluster the API server refuses for certain, in the order of the inventory */
export const refusedObjects = onceEach((inventory: Inventory): ReadonlyMap<InventoryObject, RefusedObject> => {
  const scopes = new DefinedScopes(definitionsIn(inventory.roots.map(({ resources }) => resources)));
  const suspects = inventory.roots.flatMap((root) => (isUnsynced(root) ? suspectTemplatesIn : suspectsIn)([root]));
  const refused = suspects.flatMap((object): readonly RefusedObject[] => {
    const { resource, root } = object;
    const isTemplate = isUnsynced(root);
    // Where nobody knows what applies a root, that may name a namespace.
    const isNamespaced = !isTemplate && scopes.isInNamespaces(resource);
    const refusals = refusalsOf(resource.node, { isNamespaced, isTemplate });
    return refusals.length === 0 ? [] : [{ object, refusals }];
  });
  return new Map(refused.map((each) => [each.object, each]));
});

const definitionsIn = searchFor(({ kind }) => kind === 'CustomResourceDefinition');

/** What is refused in some cluster: others may know that a kind stands in no namespace. */
const suspectsIn = searchRootsFor(({ node }) => refusalsOf(node, { isNamespaced: true, isTemplate: false }).length > 0);
const suspectTemplatesIn = searchRootsFor(
  ({ node }) => refusalsOf(node, { isNamespaced: false, isTemplate: true }).length > 0,
);
