import type { Config } from '../../config/config.ts';
import type { ParsedBlobs } from '../../kustomize/read/loader.ts';
import { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { keptFiles } from '../../tree/files/kept-files.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';

/** One commit, and what is known of its repository. */
export interface Snapshot {
  readonly tree: RepoTree;
  readonly config: Config;
  /** Blobs that were parsed before; grows. */
  readonly parsed: ParsedBlobs;
  /** What was computed before; grows. */
  readonly memory: Memory;
  /** Trees of the past whose objects can still be read. */
  readonly known: readonly RepoTree[];
}

/** @returns a commit of a repository of which nothing is known yet */
export function snapshotOf(tree: RepoTree, config: Config, parsed: ParsedBlobs = new Map()): Snapshot {
  return { tree, config, parsed, memory: new Memory(), known: [] };
}

/** @returns its files, for one attempt */
export function filesOf({ tree, known, memory }: Snapshot): Files {
  return keptFiles(tree, known, memory);
}
