import type { SourceTable } from '../sources/source-table.ts';

/** A git object id in lower-case hexadecimal: equal ids are equal content, all the way down. */
export type ObjectId = string;

export type EntryKind = 'file' | 'directory' | 'symlink' | 'submodule';

export interface TreeEntry {
  readonly kind: EntryKind;
  readonly id: ObjectId;
  /** Of a file that may be run: readers ignore it, but an edit keeps it. */
  readonly isExecutable?: true;
}

/** One directory: names to entries. */
export type Directory = ReadonlyMap<string, TreeEntry>;

/**
 * Objects by id, already at hand.
 * A read of an object that is not here yet throws {@link Needs}; the driver of the core fetches it and runs again.
 */
export interface ObjectStore {
  /** @throws Needs when the tree object has not been fetched; Unreadable when it is none, or cannot be had. */
  readonly directory: (id: ObjectId) => Directory;
  /** @throws Needs when the blob has not been fetched. */
  readonly blob: (id: ObjectId) => Blob;
}

/** A file's content, or why it is not given. */
export type Blob =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' };

/** A repository at one commit: a root id, opened on demand. */
export interface RepoTree {
  readonly id: ObjectId;
  readonly objects: ObjectStore;
  /** What it refers to elsewhere, as far as that has been resolved, read through its own objects; absent: nothing is. */
  readonly sources?: SourceTable;
}

/** Thrown where an object that was asked for is not to be had, or is not what it should be: fetching does not help. */
export class Unreadable extends Error {}
