import { dirname } from '../objects/paths.ts';
import type { Directory, ObjectId, TreeEntry } from '../objects/repo-tree.ts';
import type { Files, Found } from './files.ts';
import { computed } from './recording-files.ts';

/** A file that stands in memory only. */
export interface OverlaidFile {
  /** Derived from the content, and never one of another content: what is memoised by id stays right. */
  readonly id: ObjectId;
  readonly bytes: Uint8Array;
}

/**
 * Lays a few files over others: Flux rewrites a root's kustomization before it builds it, a promotion edits some.
 * A file is laid into the directory where its path really leads; that directory must exist.
 *
 * @param overlaid by normalised path, without symbolic links
 * @returns files as they would be with those written
 */
export function overlayFiles(files: Files, overlaid: ReadonlyMap<string, OverlaidFile>): Files {
  const byId = new Map(Array.from(overlaid.values(), (file) => [file.id, file.bytes]));
  const whole: Files = {
    find: (path) => {
      const laid = overlaidAt(overlaid, path);
      if (laid !== undefined) return laid;
      const found = files.find(path);
      return overlaidAt(overlaid, found.path) ?? found;
    },
    list: (directory) => withOverlaid(files.list(directory), directory.path, overlaid),
    peek: (directory) => withOverlaid(files.peek(directory), directory.path, overlaid),
    read: (file) => {
      const bytes = overlaid.has(file.path) ? byId.get(file.id) : undefined;
      return bytes === undefined ? files.read(file) : { kind: 'bytes', bytes };
    },
    keeps: false,
    once: (_kind, _key, compute) => computed(whole, compute),
  };
  return whole;
}

function overlaidAt(overlaid: ReadonlyMap<string, OverlaidFile>, path: string): Found | undefined {
  const file = overlaid.get(path);
  return file === undefined ? undefined : { kind: 'file', path, id: file.id };
}

function withOverlaid(listed: Directory, directory: string, overlaid: ReadonlyMap<string, OverlaidFile>): Directory {
  const entries = new Map<string, TreeEntry>(listed);
  for (const [path, file] of overlaid) {
    if (dirname(path) !== directory) continue;
    entries.set(path.slice(directory === '' ? 0 : directory.length + 1), { kind: 'file', id: file.id });
  }
  return entries;
}
