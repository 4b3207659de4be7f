import type { Resource } from '../kustomize/resource.ts';
import { Mapping, Scalar } from '../yaml/node.ts';
import {
  type FluxKustomization,
  isFluxKustomization,
  readFluxKustomization,
  type SourceRef,
} from './flux-kustomization.ts';

const SOURCE_GROUP = 'source.toolkit.fluxcd.io';

/**
 * The FluxKustomization that `flux bootstrap` writes into a cluster's path to sync that very path: it bears the name
 * of its source, which stands beside it.
 *
 * @param resources what the entrypoint holds
 * @param entrypoint its directory
 */
export function syncOf(resources: readonly Resource[], entrypoint: string): FluxKustomization | undefined {
  const all = resources.filter(isFluxKustomization).map(readFluxKustomization);
  const bootstrapped = all.filter(
    ({ name, namespace, sourceRef }) =>
      name === sourceRef.name && namespace === sourceRef.namespace && sourceOf(sourceRef, resources) !== undefined,
  );
  return (
    bootstrapped.find(({ path }) => path === entrypoint) ??
    bootstrapped[0] ??
    all.find(({ path }) => path === entrypoint)
  );
}

/**
 * @returns whether a FluxKustomization takes its files from this repository: from the source that the cluster syncs,
 *   or from another with the same URL
 */
export function isOwnSource(
  flux: FluxKustomization,
  sync: FluxKustomization | undefined,
  resources: readonly Resource[],
): boolean {
  const own: SourceRef = sync?.sourceRef ?? { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' };
  const { kind, name, namespace } = flux.sourceRef;
  if (kind === own.kind && name === own.name && namespace === own.namespace) return true;
  const url = urlOf(sourceOf(own, resources));
  return kind === own.kind && url !== undefined && url === urlOf(sourceOf(flux.sourceRef, resources));
}

function sourceOf(reference: SourceRef, resources: readonly Resource[]): Resource | undefined {
  return resources.find(
    (resource) =>
      resource.gvk.group === SOURCE_GROUP &&
      resource.kind === reference.kind &&
      resource.name === reference.name &&
      (resource.namespace || 'default') === reference.namespace,
  );
}

function urlOf(source: Resource | undefined): string | undefined {
  const spec = source?.node.get('spec');
  const url = spec instanceof Mapping ? spec.get('url') : undefined;
  return url instanceof Scalar ? url.text : undefined;
}
