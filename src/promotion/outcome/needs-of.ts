import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { isHelmRelease, namespaceCreatedBy } from '../../flux/helm/helm-release.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { BUILT_IN_NAMESPACES, FLUX_NAMESPACE, isInEveryNamespace } from '../../kubernetes/facts/built-in.ts';
import { kindName, namespaceOf } from '../../kubernetes/facts/object-ref.ts';
import { type ObjectReference, objectReferences, type ReferenceUse } from '../../kubernetes/facts/object-references.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { askedName } from '../places/subject.ts';
import type { Need } from '../plan/promotion.ts';
import type { ClusterOutcome } from './outcome.ts';

/** Flux brings the namespace that it runs in. */
const BUILT_IN: ReadonlySet<string> = new Set([...BUILT_IN_NAMESPACES, FLUX_NAMESPACE]);

/** What a reference asks for; anything else holds configuration. */
const NEEDS: Readonly<Partial<Record<ReferenceUse, Need['kind']>>> = {
  account: 'service-account',
  claim: 'claim',
  dependency: 'depends-on',
  source: 'source',
  variables: 'variables',
};

/** Something that an object cannot do without. */
interface Wanted {
  readonly need: Need['kind'];
  readonly kind: string;
  /** Empty for objects of the cluster. */
  readonly namespace: string;
  readonly name: string;
}

/**
 * Lists what the gained objects need and their cluster lacks: only what the source cluster has, or what every cluster
 * must have, so that nothing is asked for that comes from elsewhere in both.
 */
export function needsOf({ before, after, gained }: ClusterOutcome, source: ClusterInventory): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const object of gained) {
    for (const wanted of [...wantedBy(object.resource), ...crdOf(object, source.inventory)]) {
      if (isThere(wanted, after) || isBootstrapped(wanted, object.resource, before.inventory)) continue;
      const provider = source.inventory.objects.find(({ resource }) => isReferred(resource, wanted));
      if (provider === undefined && wanted.need !== 'namespace') continue;
      const label = kindName(wanted);
      const canBeCopied = provider !== undefined && wanted.kind !== 'Secret';
      if (needs.has(label)) continue;
      needs.set(label, {
        kind: wanted.need,
        object: label,
        by: kindName(object.resource),
        cluster: before.cluster.name,
        promotable: canBeCopied ? askedName(provider.resource) : undefined,
      });
    }
  }
  return [...needs.values()];
}

function wantedBy(resource: Resource): readonly Wanted[] {
  const home = namespaceOf(resource);
  const references = objectReferences(resource).filter(
    ({ kind, name, isOptional }) => !isOptional && !isInEveryNamespace(kind, name),
  );
  return [
    ...(home === '' ? [] : [{ need: 'namespace' as const, kind: 'Namespace', namespace: '', name: home }]),
    ...references.map((reference) => ({
      need: needFor(reference),
      kind: reference.kind,
      namespace: reference.namespace ?? home,
      name: reference.name,
    })),
  ];
}

function needFor({ kind, use }: ObjectReference): Need['kind'] {
  return kind === 'Secret' ? 'secret' : (NEEDS[use] ?? 'config');
}

function isThere(wanted: Wanted, { objects }: Inventory): boolean {
  if (wanted.need === 'namespace') {
    if (BUILT_IN.has(wanted.name)) return true;
    if (objects.some(({ resource }) => isHelmRelease(resource) && namespaceCreatedBy(resource) === wanted.name))
      return true;
  }
  return objects.some(({ resource }) => isReferred(resource, wanted));
}

/**
 * What bootstrap brings stands in no file, mostly: the source of the repository, which the cluster's FluxKustomizations
 * name, and Flux's own kinds. A kind of which the cluster has objects is served there, wherever it is defined.
 */
function isBootstrapped(wanted: Wanted, by: Resource, { roots, sync, syncs = [], objects }: Inventory): boolean {
  const { need, kind, namespace, name } = wanted;
  if (need === 'crd')
    return by.gvk.group.endsWith('.toolkit.fluxcd.io') || objects.some(({ resource }) => sameKind(resource, by));
  if (need !== 'source') return false;
  const named = [...roots.map(({ flux }) => flux), sync?.flux, ...syncs.map((each) => each?.flux)];
  return named.some((flux) => {
    const ref = flux?.sourceRef;
    return ref?.kind === kind && ref.name === name && (ref.namespace || flux?.resource.namespace) === namespace;
  });
}

function sameKind({ gvk, kind }: Resource, other: Resource): boolean {
  return gvk.group === other.gvk.group && kind === other.kind;
}

function isReferred(resource: Resource, { kind, namespace, name }: Wanted): boolean {
  if (resource.kind !== kind || (resource.name !== name && !isGenerated(resource, name))) return false;
  return namespace === '' || (resource.namespace || 'default') === namespace;
}

/** A name with a hash is referred to by the name in front of it only before the build; both mean the same object. */
function isGenerated(resource: Resource, name: string): boolean {
  return resource.trail.previousIds.some((previous) => previous.name === name);
}

/** The definition of an object's kind, where the source cluster defines it by a manifest. */
function crdOf({ resource }: InventoryObject, { objects }: Inventory): readonly Wanted[] {
  const definition = objects.find(
    ({ resource: each }) =>
      each.kind === 'CustomResourceDefinition' &&
      textAt(each.node, 'spec', 'group') === resource.gvk.group &&
      textAt(each.node, 'spec', 'names', 'kind') === resource.kind,
  );
  if (definition === undefined) return [];
  return [{ need: 'crd', kind: 'CustomResourceDefinition', namespace: '', name: definition.resource.name }];
}
