import { type CheckResult, createCheckRun } from '../github/api/check-run.ts';
import type { GitHub } from '../github/api/github.ts';
import { refusalOf } from '../github/api/refusal.ts';
import { createStickyComment, editStickyComment, findStickyComment, stickyBody } from '../github/api/sticky-comment.ts';
import type { Change } from './read-event.ts';
import type { Inputs } from './read-inputs.ts';

/** Not the App's: a required check of the App is not met by a workflow, which whoever can push can edit. */
export const CHECK_NAME = 'blast-radius action';

/** As whom the token of a job writes. */
const LOGIN = 'github-actions[bot]';

/** What goes to GitHub. */
export interface Said {
  readonly check: CheckResult;
  readonly comment: string;
  /** Whether the comment is worth one where none stands yet. */
  readonly isDue: boolean;
}

/**
 * Writes the check and the comment.
 *
 * @returns what GitHub did not let the token write, each with why: a fork's pull request gets a token that only reads
 * @throws RequestError for what passes by itself
 */
export async function publish(
  github: GitHub,
  change: Change,
  said: Said,
  { check, comment }: Pick<Inputs, 'check' | 'comment'>,
): Promise<readonly string[]> {
  const refused: string[] = [];
  const attempt = async (what: string, write: () => Promise<unknown>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      const why = refusalOf(error);
      if (why === undefined) throw error;
      refused.push(`${what}: ${why}`);
    }
  };
  if (check)
    await attempt('the check', () => createCheckRun(github, change, change.headCommit, CHECK_NAME, said.check));
  if (comment) await attempt('the comment', () => writeComment(github, change, said));
  return refused;
}

async function writeComment(github: GitHub, change: Change, { comment, isDue }: Said): Promise<void> {
  const { number, owner, repo, headCommit } = change;
  if (number === undefined) return;
  const ref = { installation: 0, owner, repo, number };
  const existing = await findStickyComment(github, ref, LOGIN);
  if (existing === undefined && !isDue) return;
  const body = stickyBody(headCommit, comment);
  if (existing?.body === body) return;
  const edited = existing && (await editStickyComment(github, ref, existing.id, body));
  if (edited === undefined) await createStickyComment(github, ref, body);
}
