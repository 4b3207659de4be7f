import type { GitHub } from '../api/github.ts';
import type { HeadBranch } from '../api/open-pulls.ts';
import { refusalOf } from '../api/refusal.ts';
import type { PullRecords } from './pull-records.ts';
import { isNowhere, readMoves } from './read-moves.ts';

/** What GitHub says of a pull request itself. */
type History = Pick<PullRecords, 'forcedAway' | 'commits' | 'isUnmoved'>;

/** Each is a request to whoever asks what became of it. */
const mostHeads = 30;

/** Where GitHub does not tell which of them were heads, one that was reviewed is enough. */
const mostGuessed = 6;

/**
 * The moves of its branch tell all: also a head that was pushed on from, and forced away with what followed. Where they
 * cannot be read to the beginning, as in a private fork, the heads that a force push took away are known, and each commit
 * may have been one.
 *
 * @returns heads that a pull request may have been reviewed at before the one that it has, the newest first
 * @throws RequestError where GitHub fails
 */
export async function readFormerHeads(
  github: GitHub,
  branch: HeadBranch,
  { forcedAway, commits, isUnmoved }: History,
): Promise<readonly string[]> {
  // Most are opened with one commit, and asked about for the first time.
  if (isUnmoved && commits.length <= 1) return [];
  const { heads, isWhole } = await headsOnRecord(github, branch);
  const guessed = [...forcedAway.slice(0, mostGuessed), ...commits.toReversed().slice(1, mostGuessed)];
  const former = new Set(isWhole ? heads : [...heads.slice(0, mostHeads - guessed.length), ...guessed]);
  former.delete(branch.headCommit);
  return [...former].slice(0, mostHeads);
}

interface RecordedHeads {
  readonly heads: readonly string[];
  /** Whether they are all that the branch ever had. */
  readonly isWhole: boolean;
}

async function headsOnRecord(
  github: GitHub,
  { headRepository, headBranch, headCommit }: HeadBranch,
): Promise<RecordedHeads> {
  const nothing = { heads: [], isWhole: false };
  if (headRepository === undefined) return nothing;
  try {
    for await (const moves of readMoves(github, headRepository, headBranch)) {
      const heads = moves.flatMap(({ after, before }) => [after, before]).filter((commit) => !isNowhere(commit));
      const isWhole = heads[0] === headCommit && isNowhere(moves.at(-1)?.before ?? '');
      return { heads, isWhole };
    }
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
  }
  return nothing;
}
