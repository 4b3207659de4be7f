import { headline } from '../../../report/model/headline/headline.ts';
import { code, name } from '../../../text/escape.ts';
import { CommandRefused, type CommandResult, type Running } from '../run/command.ts';
import { lookAt, readTarget } from '../run/command-target.ts';
import { branchHere } from './branch-here.ts';
import { commitEdit, treeOfEdit } from './commit-edit.ts';
import { moveBranch } from './move-branch.ts';
import type { PlannedEdit } from './plan-edit.ts';

/**
 * Adds an edit to the pull request that it was asked in, as one commit at its end.
 *
 * @param at the branch, as {@link branchHere} gave it, and its commit that the edit was planned over
 * @param request for the credit of the commit
 * @throws CommandRefused if somebody has pushed in the meantime, or the branch must not be committed to by now
 */
export async function addEditHere(
  running: Running,
  { branch, commit: from }: { readonly branch: string; readonly commit: string },
  edit: PlannedEdit,
  request: string,
): Promise<CommandResult> {
  const { github, asked } = running;
  const tree = await treeOfEdit(github, asked.ref, edit);
  const commit = await commitEdit(github, asked.ref, edit, tree, { request, askers: [asked.by] });
  await running.assertMay();
  const target = await readTarget(running);
  const now = await branchHere(running, target);
  if (now.branch !== branch || now.commit !== from)
    throw new CommandRefused(`${code(branch)} has moved in the meantime. Try again.`);
  await moveBranch(github, asked.ref, { repository: target.repositoryNodeId, branch, from, to: commit, force: false });
  await running.ports.lookAgain(lookAt(running, asked.ref.number));
  return {
    isDone: true,
    text: `Added ${code(commit.slice(0, 7))} to ${code(branch)}: ${headline(edit.review, (cluster) => name(cluster))}.`,
  };
}
