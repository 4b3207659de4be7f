import type { Merge } from '../../review.ts';
import type { ObjectId, RepoTree } from '../../tree/objects/repo-tree.ts';

/** A tree, and the commit it belongs to: empty where it is that of none. */
export interface Revision {
  readonly commit: string;
  readonly tree: RepoTree;
}

/** Two trees to compare, and how they came about. */
export interface Sides {
  readonly before: RepoTree;
  readonly after: RepoTree;
  readonly base: string;
  readonly head: string;
  readonly merge: Merge;
}

/** What the commands ask of a local clone or a bare mirror; nothing in it is changed or checked out. */
export interface Repository {
  /** @throws CliError naming a revision that is not there */
  readonly revision: (revision: string) => Promise<Revision>;
  /** A branch as the remote has it, which the local one of that name may be behind; else the local one. */
  readonly branch: (name: string) => Promise<Revision>;
  /** @throws CliError where none can be told */
  readonly defaultBranch: () => Promise<Revision>;
  /** @throws CliError where the two have no common history, as in a shallow clone */
  readonly mergeBase: (one: Revision, other: Revision) => Promise<Revision>;
  /** What merging head into base would give; on a conflict the merge base against the head. */
  readonly merged: (base: Revision, head: Revision) => Promise<Sides>;
  /** The files as they lie on the disk, without what is ignored. @throws CliError for a bare mirror */
  readonly workTree: () => Promise<Revision>;
  /** Brings objects to where the trees read them. */
  readonly fetch: (ids: ReadonlySet<ObjectId>) => Promise<void>;
  readonly close: () => Promise<void>;
}
