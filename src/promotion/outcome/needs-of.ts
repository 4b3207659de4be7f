import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { kindName } from '../places/subject.ts';
import type { Need } from '../plan/need.ts';
import { type ObjectReference, objectReferences } from './object-references.ts';
import type { ClusterOutcome } from './outcome.ts';

/** Namespaces that every cluster has without being told; flux-system comes with the bootstrap. */
const BUILT_IN = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease', 'flux-system']);

/**
 * Lists what the gained objects need and their cluster lacks: only what the source cluster has, or what every cluster
 * must have, so that nothing is asked for that comes from elsewhere in both.
 */
export function needsOf({ before, after, gained }: ClusterOutcome, source: ClusterInventory): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const object of gained) {
    for (const reference of [...objectReferences(object.resource), ...crdOf(object, source.inventory)]) {
      if (isThere(reference, after)) continue;
      const provider = source.inventory.objects.find(({ resource }) => isReferred(resource, reference));
      if (provider === undefined && reference.need !== 'namespace') continue;
      const label = `${reference.kind}/${reference.name}`;
      const canBeCopied = provider !== undefined && reference.kind !== 'Secret';
      if (needs.has(label)) continue;
      needs.set(label, {
        kind: reference.need,
        object: label,
        by: kindName(object),
        cluster: before.cluster.name,
        promotable: canBeCopied ? askedName(provider) : undefined,
      });
    }
  }
  return [...needs.values()];
}

/** An object as a command names it: `namespace/foo`. */
function askedName({ resource }: InventoryObject): string {
  return `${resource.kind.toLowerCase()}/${resource.name}`;
}

function isThere(reference: ObjectReference, { objects }: Inventory): boolean {
  if (reference.need === 'namespace') {
    if (BUILT_IN.has(reference.name)) return true;
    if (objects.some(({ resource }) => createsNamespace(resource, reference.name))) return true;
  }
  return objects.some(({ resource }) => isReferred(resource, reference));
}

function isReferred(resource: Resource, { kind, namespace, name }: ObjectReference): boolean {
  if (resource.kind !== kind || (resource.name !== name && !isGenerated(resource, name))) return false;
  return namespace === '' || (resource.namespace || 'default') === namespace;
}

/** A name with a hash is referred to by the name in front of it only before the build; both mean the same object. */
function isGenerated(resource: Resource, name: string): boolean {
  return resource.trail.previousIds.some((previous) => previous.name === name);
}

function createsNamespace(resource: Resource, name: string): boolean {
  if (resource.kind !== 'HelmRelease') return false;
  const creates = textAt(resource.node, 'spec', 'install', 'createNamespace') === 'true';
  return creates && (textAt(resource.node, 'spec', 'targetNamespace') || resource.namespace) === name;
}

/** The definition of an object's kind, where the source cluster defines it by a manifest. */
function crdOf({ resource }: InventoryObject, { objects }: Inventory): readonly ObjectReference[] {
  const definition = objects.find(
    ({ resource: each }) =>
      each.kind === 'CustomResourceDefinition' &&
      textAt(each.node, 'spec', 'group') === resource.gvk.group &&
      textAt(each.node, 'spec', 'names', 'kind') === resource.kind,
  );
  if (definition === undefined) return [];
  return [{ need: 'crd', kind: 'CustomResourceDefinition', namespace: '', name: definition.resource.name }];
}
