import type { Files } from './files.ts';
import type { ObjectId } from './repo-tree.ts';

/** What a build has read: every path it asked for, and what stood there. Equal read-sets, equal builds. */
export type ReadSet = ReadonlyMap<string, ObjectId | 'absent'>;

/** Files that remember what was asked of them. */
export interface RecordingFiles {
  readonly files: Files;
  readonly reads: ReadSet;
}

/**
 * A listed directory is recorded by its id, so that a file added to it is a change; a directory that was only passed
 * through is not.
 */
export function recordingFiles(files: Files): RecordingFiles {
  const reads = new Map<string, ObjectId | 'absent'>();
  return {
    reads,
    files: {
      find: (path) => {
        const found = files.find(path);
        if (found.kind === 'file') reads.set(found.path, found.id);
        if (found.kind === 'absent' || found.kind === 'submodule') reads.set(path, 'absent');
        return found;
      },
      list: (directory) => {
        reads.set(directory.path, directory.id);
        return files.list(directory);
      },
      peek: (directory) => files.peek(directory),
      read: (file) => files.read(file),
    },
  };
}
