import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { fillBareDirectory } from '../objects/bare-directory.ts';
import type { GitObjectsOptions } from '../objects/git-objects.ts';
import { GitError, type GitErrorCode } from '../process/git-error.ts';
import type { BranchCommit } from '../repository/branch-history.ts';
import { GitRepository, type ListedCommit } from '../repository/git-repository.ts';
import { type TreesUnderReview, treesAsGiven, treesUnderReview } from '../repository/trees-under-review.ts';
import { fetchInto, listBranches, protocolOf, type Wanted } from './remote.ts';

/** A pull request's two commits, and the refs that lead to them. */
export interface PullToFetch {
  /** Full names: `refs/heads/main`, `refs/pull/7/head`. */
  readonly refs: readonly string[];
  readonly base: ObjectId;
  readonly head: ObjectId;
  /** `merge` unless told; `as-given`: the two commits as they are. */
  readonly sides?: 'merge' | 'as-given';
  /** Asked for at the moment of fetching, and not at all when everything is here. */
  readonly token?: () => Promise<string>;
  readonly signal?: AbortSignal;
}

/** The newest commit of a branch. */
export interface TipToFetch extends Pick<PullToFetch, 'refs' | 'token' | 'signal'> {
  readonly tip: ObjectId;
}

/** A base, and commits that may be merged into it. */
export interface CommitsToMerge extends Pick<PullToFetch, 'refs' | 'base' | 'token' | 'signal'> {
  readonly heads: readonly ObjectId[];
}

interface Fetching extends Wanted {
  readonly token?: (() => Promise<string>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A bare copy of one repository of GitHub, fetched as needed. One instance per directory: fetches wait for each other,
 * and equal ones that wait are one.
 */
export class Mirror {
  readonly repository: GitRepository;
  readonly #directory: string;
  readonly #url: string;
  readonly #waiting = new Map<string, Promise<void>>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(directory: string, url: string, options: GitObjectsOptions) {
    this.#directory = directory;
    this.#url = url;
    this.repository = new GitRepository(directory, 'sha1', options);
  }

  /**
   * @param options.directory absolute path; made where it is missing, replaced where it is not a repository
   * @param options.url to fetch from: http or https, without credentials
   * @throws GitError `refused` for another URL
   */
  static open(options: { readonly directory: string; readonly url: string } & GitObjectsOptions): Mirror {
    protocolOf(options.url);
    if (!isRepository(options.directory)) replace(options.directory, emptyBeside(options.directory));
    return new Mirror(options.directory, options.url, options);
  }

  /**
   * Fetches what is missing of a pull request and finds the trees to compare. A damaged mirror is cloned again, once.
   *
   * @throws GitError what fetching, merging or reading may throw
   */
  async treesUnderReview(pull: PullToFetch): Promise<TreesUnderReview> {
    const wanted = { ...pull, commits: [pull.base, pull.head] };
    const merge = () =>
      pull.sides === 'as-given'
        ? treesAsGiven(this.repository, pull.base, pull.head)
        : treesUnderReview(this.repository, pull.base, pull.head, pull.signal);
    try {
      await this.fetch(wanted);
    } catch (error) {
      if (!hasCode(error, ['corrupt', 'not-a-repository'])) throw error;
      await this.rebuild(wanted);
    }
    try {
      return await merge();
    } catch (error) {
      if (!hasCode(error, ['corrupt', 'not-a-repository', 'missing-object'])) throw error;
      await this.rebuild(wanted);
      return await merge();
    }
  }

  /** @returns what a branch held, as {@link commitAt} finds it once its tip is fetched */
  async commitAt({ tip, ...wanted }: TipToFetch, at: Date | string): Promise<ObjectId | undefined> {
    await this.fetch({ ...wanted, commits: [tip] });
    return this.repository.commitAt(tip, at);
  }

  /** @returns the newest commits of a branch, once its tip is fetched, as {@link branchHistory} lists them */
  async history({ tip, ...wanted }: TipToFetch, most: number): Promise<readonly BranchCommit[]> {
    await this.fetch({ ...wanted, commits: [tip] });
    return this.repository.history(tip, most);
  }

  /** @returns the commits between two, fetched where they are missing */
  async commitsBetween(pull: PullToFetch): Promise<readonly ListedCommit[]> {
    await this.fetch({ ...pull, commits: [pull.base, pull.head] });
    return this.repository.commitsBetween(pull.base, pull.head);
  }

  /**
   * @returns those that would change the base if they were merged into it: none that it holds, be it as other commits, and none
   *   that cannot be merged
   * @throws GitError what fetching, merging or reading may throw
   */
  async stillToMerge({ heads, ...wanted }: CommitsToMerge): Promise<readonly ObjectId[]> {
    const { base, signal } = wanted;
    await this.fetch({ ...wanted, commits: [base, ...heads] });
    const before = await this.repository.treeOf(base);
    const found: ObjectId[] = [];
    for (const head of heads) {
      const merge = await this.repository.merge(base, head, signal).catch(noneOfStrangers);
      if (merge?.kind === 'merged' && merge.tree !== before) found.push(head);
    }
    return found;
  }

  /**
   * Asks the remote where branches stand, without fetching.
   *
   * @throws GitError as {@link listBranches}
   */
  branchTips(
    branches: readonly string[],
    token: string | undefined,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, ObjectId>> {
    return listBranches(this.#directory, { url: this.#url, token }, branches, signal);
  }

  /**
   * Makes commits be here. Without a network where they are; by the refs, as they were when somebody last pushed, where
   * not; by their ids, which GitHub gives too, where a ref has moved on meanwhile.
   *
   * @throws GitError `missing-object` where the remote has a commit no more
   */
  async fetch(wanted: Fetching): Promise<void> {
    const key = JSON.stringify([wanted.refs.toSorted(), wanted.commits.toSorted()]);
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) {
      // The first caller may have given up; the others need not.
      return await waiting.catch((error: unknown) => {
        if (!hasCode(error, ['aborted']) || wanted.signal?.aborted === true) throw error;
        return this.fetch(wanted);
      });
    }
    const fetched = this.#inTurn(async () => {
      this.#waiting.delete(key);
      await this.#fetchMissing(this.#directory, wanted);
    });
    this.#waiting.set(key, fetched);
    await fetched;
  }

  /** Clones again beside the old one and puts it in its place: readers meanwhile still find objects. */
  async rebuild(wanted: Fetching): Promise<void> {
    await this.#inTurn(async () => {
      const fresh = emptyBeside(this.#directory);
      try {
        await this.#fetchAll(fresh, wanted);
        replace(this.#directory, fresh);
      } finally {
        rmSync(fresh, { recursive: true, force: true });
      }
      await this.repository.forget();
    });
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.repository.close();
  }

  async #fetchMissing(directory: string, wanted: Fetching): Promise<void> {
    if (wanted.commits.length > 0 && (await this.#missing(wanted)).length === 0) return;
    await this.#fetchRefs(directory, wanted);
    const commits = await this.#missing(wanted);
    if (commits.length === 0) return;
    await fetchInto(directory, await this.#remote(wanted), { refs: [], commits }, wanted.signal);
    const [lost] = await this.#missing(wanted);
    if (lost !== undefined) throw new GitError('missing-object', `${this.#url} no longer has the commit ${lost}`);
  }

  /** A missing ref is harmless where the commits are named as well. */
  async #fetchRefs(directory: string, wanted: Fetching): Promise<void> {
    try {
      await fetchInto(directory, await this.#remote(wanted), { refs: wanted.refs, commits: [] }, wanted.signal);
    } catch (error) {
      if (wanted.commits.length === 0 || !hasCode(error, ['ref-not-found'])) throw error;
    }
  }

  /** By refs and ids at once, where nothing is here to be compared with. */
  async #fetchAll(directory: string, wanted: Fetching): Promise<void> {
    await fetchInto(directory, await this.#remote(wanted), wanted, wanted.signal);
  }

  async #remote(wanted: Fetching): Promise<{ url: string; token: string | undefined }> {
    return { url: this.#url, token: await wanted.token?.() };
  }

  async #missing({ commits }: Fetching): Promise<readonly ObjectId[]> {
    const present = await this.repository.present(commits);
    return commits.filter((id) => !present.has(id));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function isRepository(directory: string): boolean {
  return ['HEAD', 'config', 'objects', 'refs'].every((name) => existsSync(join(directory, name)));
}

function emptyBeside(directory: string): string {
  mkdirSync(dirname(directory), { recursive: true });
  const path = mkdtempSync(`${directory}.new-`);
  fillBareDirectory(path, 'sha1');
  return path;
}

/** Two renames: at no time does half a repository stand there. */
function replace(directory: string, fresh: string): void {
  const old = `${fresh}.old`;
  if (existsSync(directory)) renameSync(directory, old);
  renameSync(fresh, directory);
  rmSync(old, { recursive: true, force: true });
}

/** GitHub merges no histories that share nothing. */
function noneOfStrangers(error: unknown): undefined {
  if (!hasCode(error, ['no-merge-base'])) throw error;
}

function hasCode(error: unknown, codes: readonly GitErrorCode[]): boolean {
  return error instanceof GitError && codes.includes(error.code);
}
