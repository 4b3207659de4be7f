import { headline } from '../../../report/model/headline/headline.ts';
import { code, link, name } from '../../../text/escape.ts';
import { CommandRefused, type CommandResult, type Running } from '../run/command.ts';
import { type CommandTarget, lookAt, readTarget } from '../run/command-target.ts';
import { commitEdit, treeOfEdit } from './commit-edit.ts';
import { joinAskers, titleOf } from './edit-message.ts';
import { branchOf, type EditRequest, requestLine } from './edit-request.ts';
import { moveBranch } from './move-branch.ts';
import { asOwnPull, labelPull, type OwnPull } from './own-pull.ts';
import type { PlannedEdit } from './plan-edit.ts';
import { promotionSections } from './promotion-markdown.ts';
import { alreadyThere, type EditBranch, readEditBranch } from './read-edit-branch.ts';

/**
 * Opens the pull request of an edit, or updates the open one of the same request. A branch that has anything but the App's
 * own commits for this request is left unchanged, and so is one that somebody pushes to in the meantime.
 *
 * @throws CommandRefused where the branch has somebody else's work, or the person is no longer allowed
 */
export async function openEdit(
  running: Running,
  target: CommandTarget,
  edit: PlannedEdit,
  request: EditRequest,
): Promise<CommandResult> {
  const { github, asked } = running;
  const branch = branchOf(request, target.branch);
  const line = requestLine(request);
  const left = await readEditBranch(running, target, branch, line);
  await assertSame(running, target);
  const tree = await treeOfEdit(github, asked.ref, edit);
  const isSame = left !== undefined && holds(left, edit, tree, asked.by.id);
  // One that holds this very edit, and has no pull request yet, was left by a command that was cut short.
  if (left !== undefined && left.pull === undefined && !isSame) throw new CommandRefused(alreadyThere(branch));
  const credit = { request: line, askers: joinAskers(left?.askers ?? [], asked.by) };
  const to = isSame ? left.tip : await commitEdit(github, asked.ref, edit, tree, credit);
  // Nothing visible has been written yet: permission and branch are checked once more before that.
  await running.assertMay();
  const move = { repository: target.repositoryNodeId, branch, from: left?.tip, to, force: left !== undefined };
  if (!isSame) await moveBranch(github, asked.ref, move);
  const pull = await writePull(running, left?.pull, target, edit, branch);
  await running.ports.lookAgain(lookAt(running, pull.number));
  const unlabelled = await labelPull(running, pull);
  const done = left?.pull === undefined ? 'Opened' : isSame ? 'Already open:' : 'Updated';
  const said = `${done} ${link(`#${pull.number}`, pull.url)}: ${headline(edit.review, (cluster) => name(cluster))}.`;
  return { isDone: true, text: [said, unlabelled].filter(Boolean).join(' ') };
}

/** The same tree over the same commit, asked for by the same person: there is nothing to push. */
function holds(left: EditBranch, { commit }: PlannedEdit, tree: string, asker: number): boolean {
  return left.tree === tree && left.parent === commit && left.askers.some(({ id }) => id === asker);
}

/** The base may move during planning; the plan would then be for an outdated state. */
async function assertSame(running: Running, target: CommandTarget): Promise<void> {
  const now = await readTarget(running);
  if (now.commit !== target.commit || now.branch !== target.branch)
    throw new CommandRefused(`${code(target.branch)} has moved in the meantime. Try again.`);
}

/** Opens the pull request, or brings the open one's title and description up to date. */
async function writePull(
  running: Running,
  open: OwnPull | undefined,
  target: CommandTarget,
  edit: PlannedEdit,
  branch: string,
): Promise<OwnPull> {
  const { github, asked } = running;
  const { owner, repo } = asked.ref;
  const words = { owner, repo, title: titleOf(edit.promotion), body: bodyOf(running, target, edit) };
  if (open === undefined)
    return asOwnPull((await github.rest.pulls.create({ ...words, head: branch, base: target.branch })).data);
  await github.rest.pulls.update({ ...words, pull_number: open.number });
  return open;
}

function bodyOf({ asked, parsed }: Running, target: CommandTarget, edit: PlannedEdit): string {
  const { source } = edit.promotion;
  const anchor = asked.comment === undefined ? '' : `#issuecomment-${asked.comment}`;
  const where = link(
    `#${asked.ref.number}`,
    `${target.repositoryUrl}/${asked.isPull ? 'pull' : 'issues'}/${asked.ref.number}${anchor}`,
  );
  return [
    `${code(asked.by.login)} asked for this in ${where}: ${code(parsed.line)}`,
    ...(source === undefined
      ? []
      : [`It runs in ${code(source)}, at ${code(edit.commit.slice(0, 7))} of ${code(target.branch)}.`]),
    promotionSections(edit),
  ].join('\n\n');
}
