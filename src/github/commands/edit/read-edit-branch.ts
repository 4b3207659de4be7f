import { code, link } from '../../../text/escape.ts';
import { CommandRefused, type Running } from '../run/command.ts';
import type { CommandTarget } from '../run/command-target.ts';
import type { Asker } from './edit-message.ts';
import { readTip } from './move-branch.ts';
import { creditOfOwn, readBotId } from './own-commit.ts';
import { asOwnPull, type OwnPull } from './own-pull.ts';

/** The branch of a request, as earlier commands left it: every commit of it is the App's own, for this very request. */
export interface EditBranch {
  readonly tip: string;
  /** Of the tip. */
  readonly tree: string;
  /** Of the tip, if it has one parent and the branch no other commit. */
  readonly parent: string | undefined;
  /** Everybody who asked for it so far. */
  readonly askers: readonly Asker[];
  /** The open pull request; undefined if a command was cut short before it opened one. */
  readonly pull: OwnPull | undefined;
}

/** A commit of the branch, as REST lists and gets it. */
type Listed = Awaited<ReturnType<Running['github']['rest']['pulls']['listCommits']>>['data'][number];

/**
 * Reads the branch of a request. What the branch is for is read from commits that GitHub says are the App's, never from
 * the pull request, whose text others may edit.
 *
 * @param request as the credit of its commits gives it
 * @returns undefined if there is no such branch
 * @throws CommandRefused if anything of it is not the App's, or for another request
 */
export async function readEditBranch(
  running: Running,
  { branch: base }: CommandTarget,
  branch: string,
  request: string,
): Promise<EditBranch | undefined> {
  const { github, asked, ports } = running;
  const tip = await readTip(github, asked.ref, branch);
  if (tip === undefined) return undefined;
  const pull = await readPull(running, branch, base);
  const commits = await readCommits(running, pull, tip);
  const head = commits.at(-1);
  if (head?.sha !== tip) throw new CommandRefused(`${code(branch)} has moved in the meantime. Try again.`);
  const bot = await readBotId(github, await ports.identity());
  const credits = commits.map((commit) => {
    const credit = creditOfOwn(bot, commit);
    if (credit === undefined) throw new CommandRefused(othersRefusal(branch, pull));
    if (credit.request !== request) throw new CommandRefused(otherRequestRefusal(branch, credit.request, pull));
    return credit;
  });
  const parents = commits.length === 1 ? head.parents : [];
  const askers = [...new Map(credits.flatMap((credit) => credit.askers.map((each) => [each.id, each]))).values()];
  return { tip, tree: head.commit.tree.sha, parent: parents.length === 1 ? parents[0]?.sha : undefined, askers, pull };
}

/** @throws CommandRefused if somebody else opened one from the branch, or the App's own is for another base now */
async function readPull({ github, asked, ports }: Running, branch: string, base: string): Promise<OwnPull | undefined> {
  const { owner, repo } = asked.ref;
  const query = { owner, repo, state: 'open', head: `${owner}:${branch}`, per_page: 100 } as const;
  const [{ login }, { data: pulls }] = await Promise.all([ports.identity(), github.rest.pulls.list(query)]);
  const other = pulls.find((pull) => pull.user?.login !== login || pull.base.ref !== base);
  if (other === undefined) return pulls[0] && asOwnPull(pulls[0]);
  const by = other.user?.login === login ? `merges into ${code(other.base.ref)}` : 'was opened by somebody else';
  throw new CommandRefused(
    `${link(`#${other.number}`, other.html_url)} ${by}, so its branch ${code(branch)} is left unchanged.`,
  );
}

/** Without a pull request there is nothing to tell where the branch begins; a command leaves it with one commit. */
async function readCommits(
  { github, asked }: Running,
  pull: OwnPull | undefined,
  tip: string,
): Promise<readonly Listed[]> {
  const { owner, repo } = asked.ref;
  if (pull === undefined) return [(await github.rest.repos.getCommit({ owner, repo, ref: tip })).data];
  return github.paginate(github.rest.pulls.listCommits, { owner, repo, pull_number: pull.number, per_page: 100 });
}

function othersRefusal(branch: string, pull: OwnPull | undefined): string {
  return pull === undefined
    ? alreadyThere(branch)
    : `${link(`#${pull.number}`, pull.url)} has commits by others on ${code(branch)}, so it is left unchanged.`;
}

function otherRequestRefusal(branch: string, request: string, pull: OwnPull | undefined): string {
  return pull === undefined
    ? alreadyThere(branch)
    : `${link(`#${pull.number}`, pull.url)} has commits for ${code(request)} on ${code(branch)}, so it is left unchanged.`;
}

/** @returns the refusal for a branch that no open pull request of this App is from */
export function alreadyThere(branch: string): string {
  return `The branch ${code(branch)} already exists. Delete it, then try again.`;
}
