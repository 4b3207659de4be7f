import type { Config } from '../../config/config.ts';
import type { ParsedBlobs } from '../../kustomize/loader.ts';
import type { RepoTree } from '../../tree/repo-tree.ts';

/** A commit of a repository, and how to come by it. */
export interface CommitToLookAt {
  /** Names the mirror: the repository's id. */
  readonly repository: string;
  readonly cloneUrl: string;
  /** A full name that leads to the commit: `refs/heads/main`. */
  readonly ref: string;
  readonly commit: string;
  readonly token: () => Promise<string>;
}

/** A commit as the core looks at it. */
export interface Snapshot {
  readonly tree: RepoTree;
  /** The commit's own. */
  readonly config: Config;
  /** Masks secret values. */
  readonly key: Uint8Array;
  readonly parsed: ParsedBlobs;
}

/**
 * Fetches a commit and asks a pure function about it, as often as objects are missing.
 *
 * @throws CannotReview with a sentence for people
 */
export type LookAtCommit = <T>(
  commit: CommitToLookAt,
  look: (snapshot: Snapshot) => T,
  signal: AbortSignal,
) => Promise<T>;
