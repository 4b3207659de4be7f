import { code } from '../../../text/escape.ts';
import { CommandRefused, type Running } from '../run/command.ts';
import type { CommandTarget } from '../run/command-target.ts';

/**
 * Finds the branch that `--here` commits to: the pull request's own.
 *
 * @throws CommandRefused for an issue and a fork
 */
export function branchHere(
  { asked }: Running,
  { head, isFork }: CommandTarget,
): { readonly branch: string; readonly commit: string } {
  if (head === undefined) {
    const inFork = 'Its branch is in a fork, and this App does not write to forks.';
    throw refused(isFork && asked.isPull ? inFork : 'This is not a pull request.');
  }
  return head;
}

function refused(why: string): CommandRefused {
  return new CommandRefused(`${why} Omit ${code('--here')}.`);
}
