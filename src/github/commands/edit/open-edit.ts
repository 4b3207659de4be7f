import { headline } from '../../../report/model/headline.ts';
import { code, link, name } from '../../../text/escape.ts';
import { CommandRefused, type CommandResult, type Running } from '../run/command.ts';
import { type CommandTarget, lookAt, readTarget } from '../run/command-target.ts';
import { commitEdit, titleOf, treeOfEdit } from './commit-edit.ts';
import type { PlannedEdit } from './plan-edit.ts';
import { promotionSections } from './promotion-markdown.ts';

/** In the description of the App's own pull request: the commit that it wrote. */
const marker = /<!-- blast-radius edit ([0-9a-f]{40}) -->/;

/**
 * Opens the pull request of an edit, or updates the open one. A branch that has anything but the App's own commit is left
 * unchanged.
 *
 * @throws CommandRefused where the branch has somebody else's work, or the person is no longer allowed
 */
export async function openEdit(
  running: Running,
  target: CommandTarget,
  edit: PlannedEdit,
  branch: string,
): Promise<CommandResult> {
  const { github, asked } = running;
  const { owner, repo } = asked.ref;
  const left = await readBranch(running, branch, target.branch);
  await assertSame(running, target);
  const tree = await treeOfEdit(github, asked.ref, edit);
  const isSame = left !== undefined && (await holds(running, left.tip, edit, tree));
  // One that holds this very edit, and has no pull request yet, was left by a command that was cut short.
  if (left !== undefined && left.written !== left.tip && !(isSame && left.pull === undefined))
    throw new CommandRefused(
      left.pull === undefined
        ? `The branch ${code(branch)} already exists. Delete it, then try again.`
        : `${link(`#${left.pull.number}`, left.pull.url)} has commits by others on ${code(branch)}, so it is left unchanged.`,
    );
  const commit = isSame ? left.tip : await commitEdit(github, asked.ref, edit, tree, asked.by);
  // Nothing visible has been written yet: permission and branch are checked once more before that.
  await running.assertMay();
  if (left === undefined) await github.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha: commit });
  else if (!isSame) await github.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha: commit, force: true });
  const body = bodyOf(running, target, edit, commit);
  const title = titleOf(edit.promotion);
  const pull = left?.pull ?? (await create(running, { title, body, head: branch, base: target.branch }));
  if (left?.pull !== undefined) await github.rest.pulls.update({ owner, repo, pull_number: pull.number, title, body });
  if (!pull.isLabelled) await github.rest.issues.addLabels({ owner, repo, issue_number: pull.number, labels: [LABEL] });
  await running.ports.lookAgain(lookAt(running, pull.number));
  const done = left?.pull === undefined ? 'Opened' : isSame ? 'Already open:' : 'Updated';
  return {
    isDone: true,
    text: `${done} ${link(`#${pull.number}`, pull.url)}: ${headline(edit.review, (cluster) => name(cluster))}.`,
  };
}

/** The branch of an edit, as an earlier command left it. */
interface EditBranch {
  readonly tip: string;
  /** The commit that this App wrote last, where its pull request is open. */
  readonly written: string | undefined;
  readonly pull: OwnPull | undefined;
}

/** A pull request of this App. */
interface OwnPull {
  readonly number: number;
  readonly url: string;
  readonly isLabelled: boolean;
}

const LABEL = 'promotion';

async function readBranch(
  { github, asked, ports }: Running,
  branch: string,
  base: string,
): Promise<EditBranch | undefined> {
  const { owner, repo } = asked.ref;
  const { data: refs } = await github.rest.git.listMatchingRefs({ owner, repo, ref: `heads/${branch}` });
  const tip = refs.find(({ ref }) => ref === `refs/heads/${branch}`)?.object.sha;
  if (tip === undefined) return undefined;
  const { login } = await ports.identity();
  const query = { owner, repo, state: 'open', head: `${owner}:${branch}`, base } as const;
  const { data: pulls } = await github.rest.pulls.list(query);
  const own = pulls.find(({ user }) => user?.login === login);
  const [, written] = marker.exec(own?.body ?? '') ?? [];
  return { tip, written, pull: own && asOwn(own) };
}

/** The same tree over the same commit: asked twice, there is nothing to push. */
async function holds({ github, asked }: Running, tip: string, edit: PlannedEdit, tree: string): Promise<boolean> {
  const { owner, repo } = asked.ref;
  const { data } = await github.rest.git.getCommit({ owner, repo, commit_sha: tip });
  return data.tree.sha === tree && data.parents.length === 1 && data.parents[0]?.sha === edit.commit;
}

/** The base may move during planning; the plan would then be for an outdated state. */
async function assertSame(running: Running, target: CommandTarget): Promise<void> {
  const now = await readTarget(running);
  if (now.commit !== target.commit || now.branch !== target.branch)
    throw new CommandRefused(`${code(target.branch)} has moved in the meantime. Try again.`);
}

async function create(
  { github, asked }: Running,
  words: { readonly title: string; readonly body: string; readonly head: string; readonly base: string },
): Promise<OwnPull> {
  const { owner, repo } = asked.ref;
  const { data } = await github.rest.pulls.create({ owner, repo, ...words });
  return asOwn(data);
}

function asOwn(pull: {
  readonly number: number;
  readonly html_url: string;
  readonly labels: readonly { readonly name: string }[];
}): OwnPull {
  return { number: pull.number, url: pull.html_url, isLabelled: pull.labels.some(({ name }) => name === LABEL) };
}

function bodyOf({ asked, parsed }: Running, target: CommandTarget, edit: PlannedEdit, commit: string): string {
  const { source } = edit.promotion;
  const where = link(
    `#${asked.ref.number}`,
    `${target.repositoryUrl}/${asked.isPull ? 'pull' : 'issues'}/${asked.ref.number}#issuecomment-${asked.comment}`,
  );
  return [
    `${code(asked.by.login)} asked for this in ${where}: ${code(parsed.line)}`,
    ...(source === undefined
      ? []
      : [`It runs in ${code(source)}, at ${code(edit.commit.slice(0, 7))} of ${code(target.branch)}.`]),
    promotionSections(edit),
    `<!-- blast-radius edit ${commit} -->`,
  ].join('\n\n');
}
