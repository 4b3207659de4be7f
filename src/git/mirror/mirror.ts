import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { GitObjectsOptions } from '../objects/git-objects.ts';
import { hasCode } from '../process/git-error.ts';
import type { BranchCommit } from '../repository/branch-history.ts';
import { GitRepository, type ListedCommit } from '../repository/git-repository.ts';
import { type TreesUnderReview, treesAsGiven, treesUnderReview } from '../repository/trees-under-review.ts';
import { Fetches, type Fetching, makeRepository } from './fetches.ts';
import { listBranches, protocolOf } from './remote.ts';

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

/** A bare copy of one repository of GitHub, fetched as needed. One instance per directory, whose fetches wait for each other. */
export class Mirror {
  readonly repository: GitRepository;
  readonly #directory: string;
  readonly #url: string;
  readonly #fetches: Fetches;

  private constructor(directory: string, url: string, options: GitObjectsOptions) {
    this.#directory = directory;
    this.#url = url;
    this.repository = new GitRepository(directory, 'sha1', options);
    this.#fetches = new Fetches(directory, url, this.repository);
  }

  /**
   * @param options.directory absolute path; made where it is missing, replaced where it is not a repository
   * @param options.url to fetch from: http or https, without credentials
   * @throws GitError `refused` for another URL
   */
  static open(options: { readonly directory: string; readonly url: string } & GitObjectsOptions): Mirror {
    protocolOf(options.url);
    makeRepository(options.directory);
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
      await this.#fetches.rebuild(wanted);
    }
    try {
      return await merge();
    } catch (error) {
      if (!hasCode(error, ['corrupt', 'not-a-repository', 'missing-object'])) throw error;
      await this.#fetches.rebuild(wanted);
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
   * Makes commits be here.
   *
   * @throws GitError as {@link Fetches.fetch}
   */
  fetch(wanted: Fetching): Promise<void> {
    return this.#fetches.fetch(wanted);
  }

  async close(): Promise<void> {
    await this.#fetches.ended();
    await this.repository.close();
  }
}

/** GitHub merges no histories that share nothing. */
function noneOfStrangers(error: unknown): undefined {
  if (!hasCode(error, ['no-merge-base'])) throw error;
}
