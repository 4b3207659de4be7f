import { headline } from '../../../report/model/headline.ts';
import { code, name } from '../../../text/escape.ts';
import { CommandRefused, type CommandResult, type Running } from '../run/command.ts';
import { type CommandTarget, lookAt, readTarget } from '../run/command-target.ts';
import { commitEdit, treeOfEdit } from './commit-edit.ts';
import type { PlannedEdit } from './plan-edit.ts';

/**
 * Adds an edit to the pull request that it was asked in, as one commit at its end.
 *
 * @throws CommandRefused if somebody has pushed in the meantime
 */
export async function addEditHere(running: Running, target: CommandTarget, edit: PlannedEdit): Promise<CommandResult> {
  const { github, asked } = running;
  const { owner, repo, number } = asked.ref;
  const branch = target.head?.branch ?? '';
  const tree = await treeOfEdit(github, asked.ref, edit);
  const commit = await commitEdit(github, asked.ref, edit, tree, asked.by);
  await running.assertMay();
  const now = await readTarget(running);
  if (now.head?.commit !== edit.commit)
    throw new CommandRefused(`${code(branch)} has moved in the meantime. Try again.`);
  await github.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit, force: false });
  await running.ports.lookAgain(lookAt(running, number));
  return {
    isDone: true,
    text: `Added ${code(commit.slice(0, 7))} to ${code(branch)}: ${headline(edit.review, (cluster) => name(cluster))}.`,
  };
}
