import { FLUX_KUSTOMIZATION_GROUP } from '../flux/flux-kustomization.ts';
import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { Files, Found } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { dirname, isWithin, joinPath, normalizePath } from '../tree/paths.ts';
import type { ObjectId } from '../tree/repo-tree.ts';
import { decodeText } from '../yaml/decode-text.ts';
import { Mapping, type Node, Scalar } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { Source } from '../yaml/source.ts';

/** Files in which `flux bootstrap` and flux-operator users keep the object that syncs a cluster. */
const SYNC_FILES = /^(gotk-sync|flux-instance|fluxinstance)\.ya?ml$/;

type DirectoryFound = Extract<Found, { kind: 'directory' }>;
type FileFound = Extract<Found, { kind: 'file' }>;

/** What is below a directory, by the directory's id: equal trees are searched once, on both sides of a change. */
export type SyncFilesById = Map<ObjectId, readonly string[]>;

/**
 * The paths that sync objects in a repository name: the clusters that were bootstrapped from it.
 *
 * A sync object that lies under the path it names stands for this repository. One that names another path has been
 * pointed elsewhere: its cluster is where it lies.
 *
 * @param searched what has been searched before; grows
 */
export function syncPaths(files: Files, parsed: ParsedBlobs, searched: SyncFilesById): readonly string[] {
  const root = files.find('');
  if (root.kind !== 'directory') return [];
  const paths = mapAll(syncFilesBelow(files, root, searched), (path) => clustersOf(files, path, parsed)).flat();
  return [...new Set(paths)].sort();
}

/** @returns paths relative to the directory */
function syncFilesBelow(files: Files, directory: DirectoryFound, searched: SyncFilesById): readonly string[] {
  const known = searched.get(directory.id);
  if (known !== undefined) return known;
  const found = mapAll(files.list(directory), ([name, { kind }]) => {
    if (kind === 'file') return SYNC_FILES.test(name) ? [name] : [];
    const inner = kind === 'directory' ? files.find(joinPath(directory.path, name) ?? name) : undefined;
    if (inner?.kind !== 'directory') return [];
    return syncFilesBelow(files, inner, searched).map((path) => `${name}/${path}`);
  }).flat();
  searched.set(directory.id, found);
  return found;
}

function clustersOf(files: Files, path: string, parsed: ParsedBlobs): readonly string[] {
  const file = files.find(path);
  if (file.kind !== 'file') return [];
  const home = dirname(path);
  const synced = documentsOf(files, file, parsed).flatMap((document) => syncedPath(document) ?? []);
  return synced.map((target) => (isWithin(home, target) ? target : home.replace(/(^|\/)flux-system$/, '')));
}

/** A sync file that cannot be read is no cluster less: whoever renders its directory says what is wrong with it. */
function documentsOf(files: Files, file: FileFound, parsed: ParsedBlobs): readonly Node[] {
  const known = parsed.get(file.id);
  if (known !== undefined) return known.documents;
  const blob = files.read(file);
  const text = blob.kind === 'bytes' ? decodeText(blob.bytes) : undefined;
  if (typeof text !== 'string') return [];
  const source = new Source(text, file.id);
  const read = { source, ...parseYaml(source) };
  parsed.set(file.id, read);
  return read.documents;
}

/** @returns the path that a FluxKustomization builds or a FluxInstance syncs, clamped to the repository. */
function syncedPath(document: Node): string | undefined {
  const apiVersion = textAt(document, ['apiVersion']);
  const kind = textAt(document, ['kind']);
  const isKustomization = kind === 'Kustomization' && apiVersion.startsWith(`${FLUX_KUSTOMIZATION_GROUP}/`);
  if (!isKustomization && kind !== 'FluxInstance') return undefined;
  const path = textAt(document, isKustomization ? ['spec', 'path'] : ['spec', 'sync', 'path']);
  return normalizePath(path);
}

function textAt(node: Node, keys: readonly string[]): string {
  let at: Node | undefined = node;
  for (const key of keys) at = at instanceof Mapping ? at.get(key) : undefined;
  return at instanceof Scalar && at.tag !== 'null' ? at.text : '';
}
