import { isFluxKustomization, readFluxKustomization } from '../../../flux/objects/flux-kustomization.ts';
import { isBootstrapSync } from '../../../flux/objects/sync.ts';
import { buildRoot } from '../../../kustomize/build/build-root.ts';
import { KeptByReads } from '../../../memo/by-reads.ts';
import type { Files } from '../../../tree/files/files.ts';

const BUILT = new KeptByReads<readonly string[]>({ capacity: 1_000, weigh: () => 1 });

/**
 * The paths that the sync objects of a directory name once its kustomization has patched them. A directory that cannot be
 * built names none.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function builtSyncs(files: Files, directory: string): readonly string[] {
  return files.once(BUILT, directory, (own) => {
    const { resources } = buildRoot(own, directory);
    const syncs = resources.filter(isFluxKustomization).map(readFluxKustomization);
    return syncs
      .filter(({ name, namespace, sourceRef, resource }) => {
        return isBootstrapSync({ name, namespace, sourceName: sourceRef.name, file: resource.trail.origin.path });
      })
      .map(({ path }) => path);
  }).value;
}
