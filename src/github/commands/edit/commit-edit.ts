import type { GitHub } from '../../api/github.ts';
import type { PullRequestRef } from '../../api/pull-request-ref.ts';
import { type EditCredit, editMessage, titleOf } from './edit-message.ts';
import type { PlannedEdit } from './plan-edit.ts';

/** @returns the id of the tree that an edit makes; equal edits over equal commits make the same */
export async function treeOfEdit(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  { promotion, tree: base }: PlannedEdit,
): Promise<string> {
  const { data } = await github.rest.git.createTree({
    owner,
    repo,
    base_tree: base,
    tree: promotion.edits.map(({ path, after, mode }) => {
      const entry = { path, mode, type: 'blob' } as const;
      return after === undefined ? { ...entry, sha: null } : { ...entry, content: after };
    }),
  });
  return data.sha;
}

/**
 * Writes an edit as one commit. Author, committer and signature are left to GitHub, which signs it then: that is how it is
 * known to be the App's own.
 *
 * @param tree what {@link treeOfEdit} gave
 * @returns the commit; no branch leads to it yet
 * @see https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots
 */
export async function commitEdit(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  { promotion, commit }: PlannedEdit,
  tree: string,
  credit: EditCredit,
): Promise<string> {
  const message = editMessage(titleOf(promotion), credit);
  const { data } = await github.rest.git.createCommit({ owner, repo, tree, parents: [commit], message });
  return data.sha;
}
