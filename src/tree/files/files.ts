import type { Computed, KeptByReads } from '../../memo/by-reads.ts';
import type { Memory } from '../../memo/memory.ts';
import type { Blob, Directory, ObjectId } from '../objects/repo-tree.ts';
import type { Lack, Resolution } from '../sources/source-table.ts';

interface FoundHere<Kind> {
  readonly kind: Kind;
  readonly path: string;
  readonly id: ObjectId;
  /** Of all that a reference to elsewhere brings: what it led to, such as a commit, a digest or a version. */
  readonly revision?: string;
}

/** What a path leads to. `path` is where it really is, after symbolic links. */
export type Found =
  | (FoundHere<'file'> & {
      /** Of a file that nobody keeps as it is: those that it is made of. */
      readonly madeOf?: readonly FoundHere<'file'>[];
    })
  | (FoundHere<'directory'> & {
      /** Of a directory that is put together: where it is kept, or what speaks for it. */
      readonly keptIn?: string;
    })
  | {
      readonly kind: 'submodule';
      readonly path: string;
      /** Why it is not in its place, where it is asked for. */
      readonly lack?: Lack | undefined;
    }
  | {
      readonly kind: 'absent';
      readonly path: string;
      readonly why: Absence;
      /** Of what stands elsewhere and could not be had: why. */
      readonly unavailable?: Extract<Resolution, { kind: 'unavailable' }>;
      /** Of a part of something: why that is had without it. */
      readonly lack?: Lack | undefined;
    };

/**
 * Why nothing stands at a path: named, because each has another remedy. not-fetched: it is elsewhere, and was not asked
 * for so far. elsewhere: it is, and is not to be had.
 */
export type Absence =
  | 'not-found'
  | 'not-a-directory'
  | 'symlink'
  | 'symlink-outside'
  | 'symlink-loop'
  | 'outside'
  | 'ignored'
  | 'included'
  | 'not-fetched'
  | 'elsewhere';

/**
 * Files as a build sees them. The seam between a repository and its renders: a plain tree, the artifact that Flux
 * makes of one, and the recorder of what a render has read are all of this shape.
 *
 * Paths are normalised, `/`-separated, relative to the root, without leading or trailing slash; `''` is the root.
 */
export interface Files {
  /** The id of a directory that is found stands for nothing until the directory is listed: then it has been read. */
  readonly find: (path: string) => Found;
  /** @param directory what {@link find} gave for a directory */
  readonly list: (directory: Extract<Found, { kind: 'directory' }>) => Directory;
  /** As {@link list}, for the sake of a message only: what is peeked at decides nothing, so no recorder takes note. */
  readonly peek: (directory: Extract<Found, { kind: 'directory' }>) => Directory;
  /** @param file what {@link find} gave for a file */
  readonly read: (file: Extract<Found, { kind: 'file' }>) => Blob;
  /** Whether {@link once} ever gives anything again. */
  readonly keeps: boolean;
  /** Where results are kept that follow from the content of files, by their ids. */
  readonly memory: Memory;
  /**
   * Computes something, or gives what it gave before: files that keep results do so for as long as what they read stays.
   *
   * @param kind tells results of different types apart
   * @param key all that the result depends on beside the files
   * @param compute reads the files it is given and no others; its result is never altered
   */
  readonly once: <T>(kind: KeptByReads<T>, key: string, compute: (files: Files) => T) => Computed<T>;
}
