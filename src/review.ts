import type { Config } from './config/config.ts';
import type { Review } from './radius/review-contract.ts';
import type { RepoTree } from './tree/repo-tree.ts';

/** How the two sides came about. */
export interface Merge {
  readonly status: Review['merge']['status'];
  readonly conflicts: readonly string[];
}

export interface ReviewRequest {
  readonly before: RepoTree;
  readonly after: RepoTree;
  readonly config: Config;
  /** The key of the digests that stand for secret values; never printed. */
  readonly key: Uint8Array;
  /** Commit ids, for people; empty where a side is no commit. */
  readonly base: string;
  readonly head: string;
  readonly merge: Merge;
}
