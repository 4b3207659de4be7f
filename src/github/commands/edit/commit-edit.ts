import { visibleText } from '../../../text/visible-text.ts';
import type { GitHub } from '../../api/github.ts';
import type { PullRequestRef } from '../../api/pull-request-ref.ts';
import type { AskedCommand } from '../run/command.ts';
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
 * Writes an edit as one commit. Author, committer and signature are left to GitHub, which signs it then.
 *
 * @param tree what {@link treeOfEdit} gave
 * @returns the commit; no branch leads to it yet
 */
export async function commitEdit(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  { promotion, commit }: PlannedEdit,
  tree: string,
  by: AskedCommand['by'],
): Promise<string> {
  const credit = `Co-authored-by: ${by.login} <${by.id}+${by.login}@users.noreply.github.com>`;
  const message = `${titleOf(promotion)}\n\n${credit}\n`;
  const { data } = await github.rest.git.createCommit({ owner, repo, tree, parents: [commit], message });
  return data.sha;
}

/** @returns the title on one line, whatever names the repository uses */
export function titleOf({ title }: PlannedEdit['promotion']): string {
  return visibleText(title, 120);
}
