import { type LocalClone, openLocalClone } from '../../git/clone/local-clone.ts';
import { checkGit } from '../../git/process/check-git.ts';
import { GitError, type GitErrorCode } from '../../git/process/git-error.ts';
import type { BranchCommit } from '../../git/repository/branch-history.ts';
import { momentOf } from '../../git/repository/commit-at.ts';
import type { Merge } from '../../review.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import type { TreeReader } from '../elsewhere/run-over.ts';
import { CliError, cannotTell, usageError } from '../process/cli-error.ts';

/** A tree, and the commit it belongs to: empty where it is that of none. */
interface Revision {
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
export interface Repository extends TreeReader {
  /** @throws CliError naming a revision that is not there */
  readonly revision: (revision: string) => Promise<Revision>;
  /** @throws CliError where the text is no time, or the commit's branch held nothing then */
  readonly earlier: (revision: Revision, at: string) => Promise<Revision>;
  /** The newest commits that a branch itself has, newest first. */
  readonly history: (tip: Revision, most: number) => Promise<readonly BranchCommit[]>;
  /** A branch as the remote has it, which the local one of that name may be behind; else the local one. */
  readonly branch: (name: string) => Promise<Revision>;
  /** @throws CliError if none can be determined */
  readonly defaultBranch: () => Promise<Revision>;
  /** @throws CliError where the two have no common history, as in a shallow clone */
  readonly mergeBase: (one: Revision, other: Revision) => Promise<Revision>;
  /** What merging head into base would give; on a conflict the merge base against the head. */
  readonly merged: (base: Revision, head: Revision) => Promise<Sides>;
  /** What merging both into base gives, one after the other, or the files that git cannot merge then. */
  readonly mergedBoth: (
    base: string,
    first: string,
    second: string,
  ) => Promise<RepoTree | { conflicts: readonly string[] }>;
  /** The files on disk, without ignored ones. @throws CliError for a bare mirror */
  readonly workTree: () => Promise<Revision>;
  readonly close: () => Promise<void>;
}

/** Opens a clone, and closes it after use. @throws as {@link openRepository} */
export async function withRepository<Result>(
  folder: string,
  use: (repository: Repository) => Promise<Result>,
): Promise<Result> {
  const repository = await openRepository(folder);
  try {
    return await use(repository);
  } finally {
    await repository.close();
  }
}

/**
 * Opens a clone, a folder in one, or a bare mirror.
 *
 * @throws CliError where there is none, or no git to read it
 */
export async function openRepository(folder: string): Promise<Repository> {
  const clone = await inOurWords(() => openLocalClone(folder));
  const session = clone.repository.session();
  const at = (commit: string, tree: string): Revision => ({ commit, tree: { id: tree, objects: session.objects } });
  const ofCommit = async (commit: string) => at(commit, await clone.repository.treeOf(commit));
  const revision = async (name: string) => {
    const found = await clone.revision(name);
    return at(found.commit ?? '', found.tree);
  };
  return {
    revision: (name) => inOurWords(() => revision(name)),
    earlier: (from, at) => inOurWords(async () => ofCommit(await earlierCommit(clone, commitOf(from), at))),
    history: (tip, most) => inOurWords(() => clone.repository.history(commitOf(tip), most)),
    branch: (name) => inOurWords(() => revision(`refs/remotes/origin/${name}`).catch(() => revision(name))),
    defaultBranch: () => inOurWords(async () => ofCommit((await clone.defaultBranch()).commit)),
    mergeBase: (one, other) =>
      inOurWords(async () => ofCommit(await clone.repository.mergeBase(commitOf(one), commitOf(other)))),
    merged: (base, head) => inOurWords(() => merged(clone, at, base, head)),
    mergedBoth: (base, first, second) =>
      inOurWords(async () => {
        const merge = await clone.repository.mergeBoth(base, first, second);
        return merge.kind === 'merged' ? at('', merge.tree).tree : { conflicts: merge.paths };
      }),
    workTree: () => inOurWords(async () => at('', await clone.workTree())),
    fetch: (ids) => inOurWords(() => session.fetch(ids)),
    format: clone.repository.format,
    readAlso: (directories) => inOurWords(() => clone.repository.readAlso(directories)),
    close: () => clone.close(),
  };
}

async function merged(
  { repository }: LocalClone,
  at: (commit: string, tree: string) => Revision,
  base: Revision,
  head: Revision,
): Promise<Sides> {
  const sides = { base: base.commit, head: head.commit };
  const merge = await repository.merge(commitOf(base), commitOf(head));
  if (merge.kind === 'merged') {
    const { tree } = at('', merge.tree);
    return { ...sides, before: base.tree, after: tree, merge: { status: 'merged', conflicts: [] } };
  }
  const from = at('', await repository.treeOf(await repository.mergeBase(base.commit, head.commit)));
  return { ...sides, before: from.tree, after: head.tree, merge: { status: 'conflict', conflicts: merge.paths } };
}

async function earlierCommit({ repository }: LocalClone, commit: string, at: string): Promise<string> {
  const moment = momentOf(at);
  if (moment === undefined)
    throw usageError(
      `"${at}" is not a time; write a day, such as 2026-11-20, or a time with its zone: 2026-11-20T15:30Z`,
    );
  const found = await repository.commitAt(commit, moment);
  if (found === undefined) throw usageError(`no commit here that leads to ${commit.slice(0, 7)} is as old as ${at}`);
  return found;
}

function commitOf({ commit }: Revision): string {
  if (commit === '') throw usageError('a directory has no history to merge; name a commit');
  return commit;
}

/** What the person at the terminal can fix by calling the command differently. */
const misuse: ReadonlySet<GitErrorCode> = new Set([
  ...(['not-a-repository', 'no-work-tree', 'no-commits', 'no-default-branch'] as const),
  ...(['unknown-revision', 'ref-not-found', 'not-a-tree'] as const),
]);

/** Runs something that may fail in git, and reports the failure as one of the command. */
async function inOurWords<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof GitError) || error instanceof CliError) throw error;
    const { code, message } = error.code === 'failed' ? await ageOr(error) : error;
    throw misuse.has(code) ? usageError(message) : cannotTell(message);
  }
}

/** Only where git has failed: to ask for its version each time takes as long as what most commands ask of it. */
async function ageOr(error: GitError): Promise<GitError> {
  try {
    await checkGit();
    return error;
  } catch (reason) {
    return reason instanceof GitError && reason.code === 'git-too-old' ? reason : error;
  }
}
