import { commitTree, mergeTrees } from '../git/merge.ts';
import { forceRef } from '../git/refs.ts';
import { runGit } from '../git/run-git.ts';
import { mergeableNow } from '../payloads/pull.ts';
import { branchHead, type PullIssue } from '../state/repository.ts';
import type { World } from '../state/world.ts';

/** Tries the merge, remembers the answer for these two commits, and keeps refs/pull/N/merge where it works. */
export const lookAtMergeability = async (world: World, issue: PullIssue): Promise<boolean | null> => {
  const { pull, repository, number } = issue;
  const base = branchHead(repository, pull.baseBranch);
  const head = pull.headSha;
  if (issue.state !== 'open' || !base) return null;
  if (mergeableNow(issue) !== null) return mergeableNow(issue);
  const tree = await mergeTrees(repository.gitDirectory, base, head);
  const ref = `refs/pull/${number}/merge`;
  if (tree) {
    const message = `Merge ${head} into ${base}`;
    const author = { name: issue.author.login, email: `${issue.author.login}@users.noreply.github.test` };
    const sha = await commitTree(repository.gitDirectory, {
      tree,
      parents: [base, head],
      message,
      author,
      at: world.now(),
    });
    await forceRef(repository.gitDirectory, ref, sha);
    pull.mergeCommitSha = sha;
  } else {
    await runGit(repository.gitDirectory, ['update-ref', '-d', ref]);
    pull.mergeCommitSha = null;
  }
  pull.mergeability = { base, head, mergeable: tree !== undefined };
  return tree !== undefined;
};
