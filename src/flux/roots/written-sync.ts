import type { Release } from '../../kustomize/releases/releases.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { artifactFiles } from '../artifact/artifact-files.ts';
import { type ArtifactFilter, WHOLE_ARTIFACT } from '../artifact/artifact-filter.ts';
import { withArtifactRoot } from '../artifact/artifact-root.ts';
import { type Sync, syncOf } from '../objects/sync.ts';
import { buildOneRoot, unnamedRoot } from './build-one-root.ts';

/**
 * `flux bootstrap` applies the files that it writes, whether or not the cluster brings them in again: its kustomization
 * may not list them, it may fail to build, and a `.sourceignore` may leave them out. The cluster goes by them, and what
 * their source says of the artifact may bring them back.
 *
 * @param filter of the artifact as long as nothing is known of its source
 * @param directory of the cluster: files in it that sync another one, and that nothing leaves out, are no word on it
 * @returns what bootstrap has applied, as far as its files tell
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/flux2 pkg/bootstrap PlainGitBootstrapper.ReconcileSyncConfig, which writes them to a directory in the path
 *   that is named after the namespace, and applies what its kustomization makes of them
 */
export function writtenSync(
  files: Files,
  filter: ArtifactFilter,
  directory: string,
  kustomize: Release,
): Sync | undefined {
  const place = files.find(directory);
  if (place.kind !== 'directory') return undefined;
  const artifact = artifactFiles(files, filter);
  for (const [name, { kind }] of files.list(place)) {
    const below = joinPath(directory, name);
    if (kind !== 'directory' || below === undefined) continue;
    const written = files.find(`${below}/gotk-sync.yaml`);
    if (written.kind !== 'file') continue;
    const { resources } = buildOneRoot(files, WHOLE_ARTIFACT, unnamedRoot(below), kustomize);
    const sync = syncOf(resources, directory, files.memory);
    if (sync === undefined) continue;
    const isLeftOut = filter.hasPatterns && artifact.find(written.path).kind === 'absent';
    const { namespace, path } = withArtifactRoot(sync.flux, files, directory);
    if (isLeftOut || (namespace === name && path === directory)) return { ...sync, isHeld: false };
  }
  return undefined;
}
