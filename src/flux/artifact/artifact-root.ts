import type { Files } from '../../tree/files/files.ts';
import { dirname, joinPath } from '../../tree/objects/paths.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';

/**
 * The directory of the repository that a FluxKustomization builds. The artifact of a GitRepository is the repository;
 * one of another kind has been pushed, mostly from a directory of it: the one above the cluster in which the path leads
 * somewhere.
 *
 * @param clusters the cluster's own directories
 */
export function withArtifactRoot(
  flux: FluxKustomization,
  files: Files,
  ...clusters: readonly string[]
): FluxKustomization {
  if (flux.sourceRef.kind === 'GitRepository' || files.find(flux.path).kind === 'directory') return flux;
  for (const cluster of clusters) {
    for (let above = cluster; above !== ''; ) {
      above = dirname(above);
      const path = joinPath(above, flux.path) ?? flux.path;
      if (files.find(path).kind === 'directory') return { ...flux, path };
    }
  }
  return flux;
}
