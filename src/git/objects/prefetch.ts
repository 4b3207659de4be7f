import { isKustomizationFile } from '../../kustomize/kustomization/kustomization-file.ts';
import type { ObjectId, TreeEntry } from '../../tree/objects/repo-tree.ts';

/**
 * How much is read ahead of requests. A directory of manifests is asked for to read the manifests: bringing
 * both at once saves a round trip, and a run of everything that led there.
 */
export interface Prefetch {
  /** How far below a directory that was asked for; 0 for nothing. */
  readonly levels: number;
  /** Objects for each fetch, at least. */
  readonly objects: number;
  /** Objects for each that was asked for. */
  readonly objectsEach: number;
  /** Bytes for each fetch. */
  readonly bytes: number;
  /** The largest blob, in bytes. */
  readonly blob: number;
}

export const defaultPrefetch: Prefetch = {
  levels: 2,
  objects: 512,
  objectsEach: 4,
  bytes: 4 * 1024 * 1024,
  blob: 64 * 1024,
};

/** As kustomize and Flux spell them. */
const MANIFEST = /\.(ya?ml|json)$/i;

/**
 * What is worth bringing along with directories, manifests first: a full budget should leave out the far ones. Any file
 * beside a kustomization may be what it generates from. Hidden directories hold the settings of other programs.
 */
export function worthPrefetching(directories: readonly Entries[]): readonly ObjectId[] {
  const worth = { manifests: new Set<ObjectId>(), inputs: new Set<ObjectId>(), directories: new Set<ObjectId>() };
  for (const entries of directories) {
    const isBuilt = [...entries].some(([name]) => isKustomizationFile(name));
    for (const [name, { kind, id }] of entries) {
      if (kind === 'directory' && !name.startsWith('.')) worth.directories.add(id);
      if (kind === 'file' && isManifest(name)) worth.manifests.add(id);
      if (kind === 'file' && isBuilt) worth.inputs.add(id);
    }
  }
  return [...new Set([...worth.manifests, ...worth.inputs, ...worth.directories])];
}

type Entries = Iterable<readonly [name: string, TreeEntry]>;

function isManifest(name: string): boolean {
  return MANIFEST.test(name) || isKustomizationFile(name) || name === '.sourceignore';
}
