import type { OpenPull } from '../api/open-pulls.ts';

/** A commit of a merge group. */
export interface GroupCommit {
  readonly id: string;
  readonly subject: string;
}

/**
 * The pull requests that a merge group merges. Merged or rebased onto unchanged ground, their heads are among its commits;
 * squashed, only the ref of the group and the subjects that GitHub writes name them. A name alone gives nothing away:
 * what counts is that the effect was approved.
 *
 * @param open open pull requests of the repository
 * @param headRef `refs/heads/gh-readonly-queue/main/pr-7-…`
 */
export function groupMembers(
  open: readonly OpenPull[],
  { commits, headRef, branch }: { commits: readonly GroupCommit[]; headRef: string; branch: string },
): readonly OpenPull[] {
  const ids = new Set(commits.map(({ id }) => id));
  const named = new Set(commits.flatMap(({ subject }) => numberIn(subject)));
  const [, last] = /\/pr-(\d+)-[0-9a-f]+$/.exec(headRef) ?? [];
  if (last !== undefined) named.add(Number(last));
  return open
    .filter(({ baseBranch }) => baseBranch === branch)
    .filter(({ ref, headCommit }) => ids.has(headCommit) || named.has(ref.number))
    .sort((one, other) => one.ref.number - other.ref.number);
}

function numberIn(subject: string): readonly number[] {
  const [, merged, squashed] = /^Merge pull request #(\d{1,9}) |\(#(\d{1,9})\)$/.exec(subject) ?? [];
  const number = merged ?? squashed;
  return number === undefined ? [] : [Number(number)];
}
