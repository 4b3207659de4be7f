import type { Files } from '../../tree/files/files.ts';
import { dirname, joinPath } from '../../tree/objects/paths.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';

/**
 * The directory of the repository that a FluxKustomization builds.
 *
 * @param clusters the cluster's own directories
 */
export function withArtifactRoot(
  flux: FluxKustomization,
  files: Files,
  ...clusters: readonly string[]
): FluxKustomization {
  const isThere = (path: string) => files.find(path).kind === 'directory';
  const path = pathInRepository(flux.path, flux.sourceRef.kind, clusters, isThere);
  return path === flux.path ? flux : { ...flux, path };
}

/**
 * What a path in an artifact is in the repository. The artifact of a GitRepository is the repository; one of another kind
 * has been pushed, mostly from a directory of it: the one above the cluster in which the path leads somewhere.
 *
 * @param kind of the source
 * @param clusters the cluster's own directories
 * @param isThere whether a path of the repository leads somewhere
 */
export function pathInRepository(
  path: string,
  kind: string,
  clusters: readonly string[],
  isThere: (path: string) => boolean,
): string {
  if (kind === 'GitRepository' || isThere(path)) return path;
  for (const cluster of clusters) {
    for (let above = cluster; above !== ''; ) {
      above = dirname(above);
      const below = joinPath(above, path);
      if (below !== undefined && isThere(below)) return below;
    }
  }
  return path;
}
