import { isBootstrapSync } from '../../flux/objects/sync.ts';
import { basename, dirname, isWithin } from '../../tree/objects/paths.ts';
import { SHARED } from './cluster-directories.ts';
import type { FluxFindings, FoundDocument } from './flux-search.ts';

/** Files of `flux bootstrap`. */
const BOOTSTRAP_FILE = /^gotk-(sync|components)\.ya?ml$/;

/**
 * The paths of the clusters that were bootstrapped from a repository.
 *
 * A sync object lies under the path that it syncs, and so stands for this repository. One that `flux bootstrap` wrote
 * and that names another path has been pointed elsewhere: its cluster is where it lies. One that cannot be read, or is
 * not there, leaves its cluster where Flux's own files lie. Clusters may share one, each with a patch of its path: then
 * it stands for the cluster that it names, if for any.
 */
export function bootstrappedPaths({ documents, files }: FluxFindings): readonly string[] {
  const synced = documents.filter(isSync).flatMap((document) => clusterOf(document, documents, files) ?? []);
  const withSync = new Set(documents.filter(isBootstrap).map(({ directory }) => directory));
  const installed = files
    .filter((file) => BOOTSTRAP_FILE.test(basename(file)) && basename(dirname(file)) === 'flux-system')
    .map(dirname)
    .filter((directory) => !withSync.has(directory))
    .map(dirname);
  return [...new Set([...synced, ...installed])].sort();
}

function isBootstrap(document: FoundDocument): boolean {
  return document.isInstance || isBootstrapSync(document);
}

/** Others sync their cluster as well, where they lie under their path and beside their source. */
function isSync(document: FoundDocument): boolean {
  if (isBootstrap(document)) return true;
  return document.hasSource && document.path !== '' && isWithin(document.directory, document.path);
}

function clusterOf(
  document: FoundDocument,
  all: readonly FoundDocument[],
  files: readonly string[],
): string | undefined {
  const { directory } = document;
  const path = pathOf(document, files);
  if (isWithin(directory, path)) return path;
  const home = basename(directory) === 'flux-system' ? dirname(directory) : directory;
  const isClaimed = all.some((other) => other !== document && isSync(other) && other.path === path);
  const isThere = files.some((file) => isWithin(file, path));
  if (isSharedBy(home, directory)) return isThere ? path : undefined;
  return basename(directory) === 'flux-system' || isClaimed || !isThere ? home : path;
}

/** Whether Flux's own files lie where no cluster is: beside all of them, or among what they share. */
function isSharedBy(home: string, directory: string): boolean {
  return basename(directory) === 'flux-system' && (home === '' || SHARED.test(basename(home)));
}

/** What is pushed as an artifact of its own is mostly a directory of the repository: paths start there. */
function pathOf({ path, source }: FoundDocument, files: readonly string[]): string {
  if (path === '' || source.startsWith('GitRepository/')) return path;
  const ends = files.flatMap((file) => {
    const at = `/${file}`.indexOf(`/${path}/`);
    return at < 0 ? [] : [file.slice(0, at + path.length)];
  });
  const [first, second] = [...new Set(ends)];
  return first === undefined || second !== undefined ? path : first;
}
