import { HELM_RELEASE, namespaceCreatedBy } from '../../flux/helm/helm-release.ts';
import { releaseNamespace } from '../../helm/release/release-target.ts';
import { BUILT_IN_NAMESPACES, FLUX_NAMESPACE, isFluxGroup } from '../../kubernetes/facts/built-in.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { ObjectIndex } from '../view/object-index.ts';
import type { Side } from '../view/side.ts';
import { isSynced, syncsOf } from './syncs.ts';

/** @returns the namespace that Flux runs in, as far as the sync object tells. */
export function fluxNamespace({ inventory }: Side): string {
  return syncsOf(inventory)[0]?.namespace ?? FLUX_NAMESPACE;
}

/**
 * @returns the namespaces that a cluster certainly has: those it declares or keeps, those that a HelmRelease makes for itself,
 *   the one that Flux runs in, and those of every cluster
 */
export const namespacesOf = onceEach((side: Side) => namespacesIn(side, side.present));

/** @returns those that it has and those that it does not get although its manifests hold what makes them. */
export const heldNamespaces = onceEach((side: Side) => {
  return side.inCluster === side.present ? namespacesOf(side) : namespacesIn(side, side.inCluster);
});

function namespacesIn(side: Side, index: ObjectIndex): ReadonlySet<string> {
  return new Set([...BUILT_IN_NAMESPACES, ...declared(index), ...ofReleases(index), ...ofFlux(side)]);
}

function declared(index: ObjectIndex): readonly string[] {
  return index.ofKind('/Namespace').map(({ resource }) => resource.name);
}

function ofReleases(index: ObjectIndex): readonly string[] {
  return index.ofKind(HELM_RELEASE).flatMap(({ resource }) => namespaceCreatedBy(resource) ?? []);
}

/**
 * The namespace of a sync object exists already, whether or not the repository says so; without a sync object, that is
 * where the sources are that nobody declares.
 */
function ofFlux({ inventory, index }: Side): readonly string[] {
  const synced = syncsOf(inventory).map(({ namespace }) => namespace);
  if (isSynced(inventory)) return synced;
  const roots = [...inventory.roots, ...inventory.external];
  const refs = roots.flatMap(({ flux }) => (flux === undefined ? [] : [flux.sourceRef]));
  const outside = refs.filter(({ kind, namespace, name }) => {
    return index.find(`source.toolkit.fluxcd.io/${kind}`, namespace, name) === undefined;
  });
  return [FLUX_NAMESPACE, ...synced, ...outside.map(({ namespace }) => namespace)];
}

/**
 * @returns whether something that is not rendered may bring a namespace: a chart that is installed into it, or the
 *   bootstrap of a cluster without a sync object, which makes the namespace of its own configuration
 */
export function mayBeBrought({ present, inventory }: Side, name: string): boolean {
  const isTarget = present.ofKind(HELM_RELEASE).some(({ resource }) => releaseNamespace(resource) === name);
  if (isTarget || isSynced(inventory)) return isTarget;
  return inventory.objects.some(({ resource }) => resource.namespace === name && isFluxGroup(resource.gvk.group));
}
