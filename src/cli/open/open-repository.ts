import { type LocalClone, openLocalClone } from '../../git/clone/local-clone.ts';
import { GitError, type GitErrorCode } from '../../git/process/git-error.ts';
import { CliError, cannotTell, usageError } from '../process/cli-error.ts';
import type { Repository, Revision, Sides } from './repository.ts';

/**
 * Opens a clone, a folder in one, or a bare mirror.
 *
 * @throws CliError where there is none, or no git to read it
 */
export async function openRepository(folder: string): Promise<Repository> {
  const clone = await said(() => openLocalClone(folder));
  const session = clone.repository.session();
  const at = (commit: string, tree: string): Revision => ({ commit, tree: { id: tree, objects: session.objects } });
  const ofCommit = async (commit: string) => at(commit, await clone.repository.treeOf(commit));
  const revision = async (name: string) => {
    const found = await clone.revision(name);
    return at(found.commit ?? '', found.tree);
  };
  return {
    revision: (name) => said(() => revision(name)),
    branch: (name) => said(() => revision(`refs/remotes/origin/${name}`).catch(() => revision(name))),
    defaultBranch: () => said(async () => ofCommit((await clone.defaultBranch()).commit)),
    mergeBase: (one, other) =>
      said(async () => ofCommit(await clone.repository.mergeBase(commitOf(one), commitOf(other)))),
    merged: (base, head) => said(() => merged(clone, at, base, head)),
    workTree: () => said(async () => at('', await clone.workTree())),
    fetch: (ids) => said(() => session.fetch(ids)),
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

function commitOf({ commit }: Revision): string {
  if (commit === '') throw usageError('a directory has no history to merge; give a commit');
  return commit;
}

/** What the person at the terminal can set right by calling differently. */
const misuse: ReadonlySet<GitErrorCode> = new Set([
  ...(['not-a-repository', 'no-work-tree', 'no-commits', 'no-default-branch'] as const),
  ...(['unknown-revision', 'ref-not-found', 'not-a-tree'] as const),
]);

/** Runs what may end in an error of git, and says that error as one of the command's. */
async function said<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof GitError) || error instanceof CliError) throw error;
    throw misuse.has(error.code) ? usageError(error.message) : cannotTell(error.message);
  }
}
