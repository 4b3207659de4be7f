import type { Computed, ReadSet } from '../../memo/by-reads.ts';
import type { ObjectId } from '../objects/repo-tree.ts';
import type { Files } from './files.ts';

/** Files that remember what was asked of them. */
interface RecordingFiles {
  readonly files: Files;
  readonly reads: ReadSet;
  /** @returns what a computation over these files gave, with all that it looked at. */
  readonly computed: <T>(value: T) => Computed<T>;
}

/**
 * A listed directory is recorded by its id, so that a file added to it is a change; a directory that was only passed
 * through is not.
 */
export function recordingFiles(files: Files): RecordingFiles {
  const reads = new Map<string, ObjectId | 'absent'>();
  const met = new Set<string>();
  const peeked = new Set<string>();
  return {
    reads,
    computed: (value) => ({ value, reads, met, peeked }),
    files: {
      find: (path) => {
        const found = files.find(path);
        if (found.kind === 'file') reads.set(found.path, found.id);
        if (found.kind === 'absent' || found.kind === 'submodule') reads.set(path, 'absent');
        if (found.kind === 'directory') met.add(found.path);
        return found;
      },
      list: (directory) => {
        reads.set(directory.path, directory.id);
        return files.list(directory);
      },
      peek: (directory) => {
        peeked.add(directory.path);
        return files.peek(directory);
      },
      read: (file) => files.read(file),
      keeps: files.keeps,
      memory: files.memory,
      once: (kind, key, compute) => {
        const computed = files.once(kind, key, compute);
        for (const [path, id] of computed.reads) reads.set(path, id);
        for (const path of computed.met) met.add(path);
        for (const path of computed.peeked) peeked.add(path);
        return computed;
      },
    },
  };
}

/** Computes every time: for files that are not a tree of a repository, or that have something laid over it. */
export function computed<T>(files: Files, compute: (files: Files) => T): Computed<T> {
  const recorded = recordingFiles(files);
  return recorded.computed(compute(recorded.files));
}
