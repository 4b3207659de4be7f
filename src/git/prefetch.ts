import type { ObjectId, TreeEntry } from '../tree/repo-tree.ts';

/**
 * How much is read that nobody has asked for yet. A directory of manifests is asked for to read the manifests: bringing
 * both at once saves a round trip, and a run of everything that led there.
 */
export interface Prefetch {
  /** How far below a directory that was asked for; 0 for nothing. */
  readonly levels: number;
  /** Objects for each fetch. */
  readonly objects: number;
  /** Bytes for each fetch. */
  readonly bytes: number;
  /** The largest blob, in bytes. */
  readonly blob: number;
}

export const defaultPrefetch: Prefetch = { levels: 2, objects: 512, bytes: 4 * 1024 * 1024, blob: 64 * 1024 };

/** As kustomize and Flux spell them. */
const MANIFEST = /\.(ya?ml|json)$/i;
const WITHOUT_EXTENSION = new Set(['Kustomization', '.sourceignore']);

/**
 * What is worth bringing along with a directory, manifests first: a full budget should leave out the far ones.
 * Hidden directories hold the settings of other programs.
 */
export function worthPrefetching(directory: Iterable<readonly [string, TreeEntry]>): readonly ObjectId[] {
  const entries = [...directory];
  const manifests = entries.filter(([name, entry]) => isManifest(name, entry));
  const directories = entries.filter(([name, entry]) => entry.kind === 'directory' && !name.startsWith('.'));
  return [...manifests, ...directories].map(([, entry]) => entry.id);
}

function isManifest(name: string, entry: TreeEntry): boolean {
  return entry.kind === 'file' && (MANIFEST.test(name) || WITHOUT_EXTENSION.has(name));
}
