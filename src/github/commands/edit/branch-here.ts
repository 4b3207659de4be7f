import { code, link } from '../../../text/escape.ts';
import { CommandRefused, type Running } from '../run/command.ts';
import type { CommandTarget } from '../run/command-target.ts';

/**
 * Finds the branch that `--here` commits to: the pull request's own, unless others build on it. What is pushed to such a
 * branch takes effect at once, for everybody, and without a review.
 *
 * @throws CommandRefused for an issue, a fork, the default branch, a protected branch and the base of open pull requests
 */
export async function branchHere(
  { github, asked }: Running,
  { head, isFork, defaultBranch }: CommandTarget,
): Promise<{ readonly branch: string; readonly commit: string }> {
  if (head === undefined) {
    const inFork = 'Its branch is in a fork, and this App does not write to forks.';
    throw refused(isFork && asked.isPull ? inFork : 'This is not a pull request.');
  }
  const { owner, repo } = asked.ref;
  const { branch } = head;
  if (branch === defaultBranch) throw refused(`${code(branch)} is the default branch. Changes to it need a review.`);
  const [{ data: settings }, { data: pulls }] = await Promise.all([
    github.rest.repos.getBranch({ owner, repo, branch }),
    github.rest.pulls.list({ owner, repo, state: 'open', base: branch, per_page: 1 }),
  ]);
  if (settings.protected) throw refused(`${code(branch)} is protected. Changes to it need a review.`);
  const [onTop] = pulls;
  if (onTop === undefined) return head;
  throw refused(
    `${link(`#${onTop.number}`, onTop.html_url)} merges into ${code(branch)}. Changes to the base of a pull request need a review.`,
  );
}

function refused(why: string): CommandRefused {
  return new CommandRefused(`${why} Omit ${code('--here')}.`);
}
