import type { Blob, Directory, ObjectId } from './repo-tree.ts';

/** What a path leads to. `path` is where it really is, after symbolic links. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly id: ObjectId }
  | { readonly kind: 'directory'; readonly path: string; readonly id: ObjectId }
  | { readonly kind: 'submodule'; readonly path: string }
  | { readonly kind: 'absent'; readonly path: string; readonly why: Absence };

/** Why nothing stands at a path: named, because each has another remedy. */
export type Absence =
  | 'not-found'
  | 'not-a-directory'
  | 'symlink'
  | 'symlink-outside'
  | 'symlink-loop'
  | 'outside'
  | 'ignored'
  | 'included';

/**
 * Files as a build sees them. The seam between a repository and its renders: a plain tree, the artifact that Flux
 * makes of one, and the recorder of what a render has read are all of this shape.
 *
 * Paths are normalised, `/`-separated, relative to the root, without leading or trailing slash; `''` is the root.
 */
export interface Files {
  readonly find: (path: string) => Found;
  /** @param directory what {@link find} gave for a directory */
  readonly list: (directory: Extract<Found, { kind: 'directory' }>) => Directory;
  /** As {@link list}, for the sake of a message only: what is peeked at decides nothing, so no recorder takes note. */
  readonly peek: (directory: Extract<Found, { kind: 'directory' }>) => Directory;
  /** @param file what {@link find} gave for a file */
  readonly read: (file: Extract<Found, { kind: 'file' }>) => Blob;
}
