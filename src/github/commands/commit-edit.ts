import type { GitHub } from '../github.ts';
import type { PullRequestRef } from '../pull-request-ref.ts';
import type { AskedCommand } from './command.ts';
import type { PlannedEdit } from './plan-edit.ts';

/**
 * Writes an edit as one commit. Author, committer and signature are left to GitHub, which signs it then.
 *
 * @returns the commit; no branch leads to it yet
 */
export async function commitEdit(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  { promotion, commit, tree: base }: PlannedEdit,
  by: AskedCommand['by'],
): Promise<string> {
  const { data: tree } = await github.rest.git.createTree({
    owner,
    repo,
    base_tree: base,
    tree: promotion.edits.map(({ path, after }) => {
      const entry = { path, mode: '100644', type: 'blob' } as const;
      return after === undefined ? { ...entry, sha: null } : { ...entry, content: after };
    }),
  });
  const { data } = await github.rest.git.createCommit({
    owner,
    repo,
    tree: tree.sha,
    parents: [commit],
    message: `${promotion.title}\n\nCo-authored-by: ${by.login} <${by.id}+${by.login}@users.noreply.github.com>\n`,
  });
  return data.sha;
}
