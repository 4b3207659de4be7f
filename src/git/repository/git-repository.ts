import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectId, RepoTree } from '../../tree/objects/repo-tree.ts';
import type { ObjectFormat } from '../objects/bare-directory.ts';
import { GitObjects, type GitObjectsOptions, type ObjectSession } from '../objects/git-objects.ts';
import type { HeldObject } from '../objects/object-cache.ts';
import { isObjectId, type ReadCounters } from '../objects/object-loader.ts';
import { GitError } from '../process/git-error.ts';
import { runGit } from '../process/run-git.ts';
import { type BranchCommit, branchHistory } from './branch-history.ts';
import { commitAt } from './commit-at.ts';
import { commitMerge, type Merge, mergeBase, mergeTrees } from './merge-trees.ts';
import { type ScratchDirectory, scratchDirectory } from './scratch-directory.ts';

/** A tag may name a tag; deeper nesting does not occur. */
const MOST_TAGS = 10;

/** Commits of a pull request whose base has not moved; for more of them git is asked. */
const MOST_STEPS = 32;

/** More than a merge queue puts into one group. */
const MOST_COMMITS = 2_000;

/** In milliseconds. */
const LONGEST_RUN = 3_600_000;

/** What a revision names. */
export interface Revision {
  /** None where it names a directory: `HEAD:clusters`. */
  readonly commit?: ObjectId;
  readonly tree: ObjectId;
}

export interface ListedCommit {
  readonly id: ObjectId;
  /** The first line of its message. */
  readonly subject: string;
}

/**
 * A repository's commits, trees and merges, whether in the App's mirrors or the CLI's clones. It is only read;
 * what a merge writes goes to a scratch directory, removed by {@link close}.
 */
export class GitRepository {
  readonly #scratch: ScratchDirectory;
  readonly #objects: GitObjects;
  readonly #isShallow: boolean;
  /** When each was asked for last. */
  readonly #others = new Map<string, number>();
  /** How objects are named. */
  readonly format: ObjectFormat;

  /** @param common absolute path of the common git directory */
  constructor(common: string, format: ObjectFormat, options: GitObjectsOptions = {}) {
    this.format = format;
    this.#isShallow = existsSync(join(common, 'shallow'));
    this.#scratch = scratchDirectory(common, format);
    this.#objects = new GitObjects(this.#scratch.path, options);
  }

  /** Absolute path of the git directory where new objects may be written. */
  get scratch(): string {
    return this.#scratch.path;
  }

  get counters(): ReadCounters {
    return this.#objects.counters;
  }

  /** One for each run: it keeps what the run has read. */
  session(): ObjectSession {
    return this.#objects.session();
  }

  /** @returns which of the commits are here */
  async present(commits: readonly ObjectId[]): Promise<ReadonlySet<ObjectId>> {
    const held = await this.#objects.read(commits);
    return new Set(commits.filter((id) => held.get(id)?.kind === 'commit'));
  }

  /**
   * @param id of a commit, a tag or a tree
   * @throws GitError `missing-object`, `not-a-tree`
   */
  async treeOf(id: ObjectId): Promise<ObjectId> {
    const found = await this.revisionOf(id);
    if (found !== undefined) return found.tree;
    throw new GitError('not-a-tree', `${id} is neither a commit nor a directory`);
  }

  /**
   * @param id of any object
   * @returns the commit and tree that it is, or that it names as a tag; `undefined` for another
   * @throws GitError `missing-object`, `corrupt`
   */
  async revisionOf(id: ObjectId): Promise<Revision | undefined> {
    let here = id;
    for (let tags = 0; tags < MOST_TAGS; tags += 1) {
      const held = (await this.#objects.read([here])).get(here);
      if (held?.kind === 'broken') throw held.error;
      if (held?.kind === 'directory') return { tree: here };
      if (held?.kind === 'blob') return undefined;
      if (held?.kind !== 'commit') throw new GitError('missing-object', `the commit ${here} is not in this clone`);
      const [, kind, target] = /^(tree|object) ([0-9a-f]+)\n/.exec(latin1(held.bytes)) ?? [];
      if (target === undefined) throw new GitError('corrupt', `the commit ${here} has no tree`);
      if (kind === 'tree') return { commit: here, tree: target };
      here = target;
    }
    return undefined;
  }

  /** @returns a commit's tree, read through a session */
  async tree(id: ObjectId, session: ObjectSession): Promise<RepoTree> {
    return { id: await this.treeOf(id), objects: session.objects };
  }

  /** @see commitAt */
  commitAt(tip: ObjectId, at: Date | string): Promise<ObjectId | undefined> {
    return commitAt(this.#scratch.path, tip, at);
  }

  /** @see branchHistory */
  history(tip: ObjectId, most: number): Promise<readonly BranchCommit[]> {
    return branchHistory(this.#scratch.path, tip, most);
  }

  /** @throws GitError `no-merge-base`, `shallow` */
  mergeBase(one: ObjectId, other: ObjectId): Promise<ObjectId> {
    return mergeBase(this.#scratch.path, one, other, this.#isShallow);
  }

  /** @throws GitError `no-merge-base`, `shallow`, `missing-object` */
  async merge(ours: ObjectId, theirs: ObjectId, signal?: AbortSignal): Promise<Merge> {
    if (await this.#leadsTo(theirs, ours)) return { kind: 'merged', tree: await this.treeOf(theirs) };
    try {
      return await mergeTrees(this.#scratch.path, ours, theirs, { signal });
    } catch (error) {
      // Of unrelated histories merge-tree only says that it refuses.
      if (error instanceof GitError && error.code === 'failed') await this.mergeBase(ours, theirs);
      throw error;
    }
  }

  /**
   * Merges two commits into a third, one after the other, as GitHub merges two pull requests.
   *
   * @throws GitError as {@link merge}
   */
  async mergeBoth(base: ObjectId, first: ObjectId, second: ObjectId, signal?: AbortSignal): Promise<Merge> {
    if (await this.#leadsTo(first, base)) return this.merge(first, second, signal);
    const merged = await mergeTrees(this.#scratch.path, base, first, { signal });
    if (merged.kind === 'conflict') return merged;
    return this.merge(await commitMerge(this.#scratch.path, merged.tree, [base, first], signal), second, signal);
  }

  /** @returns whether a commit's first parents lead to another one soon: merging the two then gives the tree of the first */
  async #leadsTo(from: ObjectId, to: ObjectId): Promise<boolean> {
    let here: ObjectId | undefined = from;
    for (let steps = 0; here !== undefined && here !== to && steps < MOST_STEPS; steps += 1) {
      const held: HeldObject | undefined = (await this.#objects.read([here])).get(here);
      here =
        held?.kind === 'commit' ? /^tree [0-9a-f]+\nparent ([0-9a-f]+)\n/.exec(latin1(held.bytes))?.[1] : undefined;
    }
    return here === to;
  }

  /**
   * @returns the commits that a head has and a base does not, newest first, both sides of merges among them
   * @throws GitError `missing-object`
   */
  async commitsBetween(base: ObjectId, head: ObjectId): Promise<readonly ListedCommit[]> {
    const { stdout } = await runGit({
      gitDirectory: this.#scratch.path,
      args: ['rev-list', `--max-count=${MOST_COMMITS}`, '--format=%s', head, `^${base}`],
      doing: 'listing commits',
    });
    const lines = stdout.toString('utf8').split('\n');
    return lines.flatMap((line, index) => {
      const [, id = ''] = /^commit ([0-9a-f]+)$/.exec(line) ?? [];
      return isObjectId(id) ? [{ id, subject: lines[index + 1] ?? '' }] : [];
    });
  }

  /**
   * Reads the objects of other bare git directories too: what this repository refers to elsewhere.
   *
   * @param gitDirectories absolute paths
   */
  async readAlso(gitDirectories: Iterable<string>): Promise<void> {
    const now = Date.now();
    let isMore = false;
    for (const each of gitDirectories) {
      isMore ||= !this.#others.has(each);
      this.#others.set(each, now);
    }
    if (!isMore) return;
    // Each is opened for whatever is read: those that no run can still need are left.
    for (const [each, at] of this.#others) if (now - at > LONGEST_RUN) this.#others.delete(each);
    this.#scratch.readAlso(this.#others.keys());
    await this.#objects.reopen();
  }

  /** Lets go of everything read so far, after the repository was replaced by another clone. */
  forget(): Promise<void> {
    return this.#objects.forget();
  }

  async close(): Promise<void> {
    await this.#objects.close();
    this.#scratch.remove();
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
