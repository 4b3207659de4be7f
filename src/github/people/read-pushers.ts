import type { GitHub } from '../api/github.ts';
import type { HeadBranch } from '../api/open-pulls.ts';
import { refusalOf } from '../api/refusal.ts';
import { isNowhere, type Move, readMoves } from './read-moves.ts';

/** Who pushed what a pull request holds. */
export interface Pushers {
  readonly logins: readonly string[];
  /** Why not all are known; `undefined` where they are. */
  readonly unknown: string | undefined;
}

/** A branch with more pushes than this is not read to its beginning. */
const mostPages = 3;

/**
 * Reads who pushed to the head branch, back to where it held nothing that the base has not. The activity of a repository
 * is GitHub's own record: whatever a commit says of its author, this says whose push brought it.
 *
 * @param commits those that the head has and the base has not
 * @throws RequestError where GitHub fails
 * @see https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function readPushers(
  github: GitHub,
  { headRepository, headBranch, headCommit }: HeadBranch,
  commits: readonly string[],
): Promise<Pushers> {
  if (headRepository === undefined) return { logins: [], unknown: 'the repository of its branch was deleted' };
  const { owner, repo } = headRepository;
  const own = new Set(commits);
  const logins = new Set<string>();
  let isRewritten = false;
  let newer: Move | undefined;
  let pages = 0;
  try {
    for await (const moves of readMoves(github, headRepository, headBranch)) {
      for (const entry of moves) {
        if (newer === undefined && entry.after !== headCommit)
          return { logins: [...logins], unknown: 'its last push is not on record yet' };
        if (newer !== undefined && beganAt(newer, own, isRewritten) && !isRestored(newer, entry, own))
          return { logins: [...logins], unknown: undefined };
        if (entry.actor) logins.add(entry.actor.login);
        isRewritten ||= entry.activity_type === 'force_push';
        newer = entry;
      }
      pages += 1;
      if (pages >= mostPages) break;
    }
  } catch (error) {
    // A fork that the App is not installed on is not there for it.
    if (refusalOf(error) !== undefined)
      return { logins: [], unknown: `GitHub does not show who pushed to ${owner}/${repo}` };
    throw error;
  }
  if (newer !== undefined && beganAt(newer, own, isRewritten)) return { logins: [...logins], unknown: undefined };
  return { logins: [...logins], unknown: 'the record of its pushes does not reach back to where it began' };
}

/** Before this push the branch held nothing of the pull request; where it was rewritten, only its creation says so. */
function beganAt({ activity_type: type, before }: Move, own: ReadonlySet<string>, isRewritten: boolean): boolean {
  if (type === 'branch_creation' || isNowhere(before)) return true;
  return !isRewritten && !own.has(before);
}

/** A branch that was deleted and made again with what it had held did not begin there. */
function isRestored(made: Move, deleted: Move, own: ReadonlySet<string>): boolean {
  return isNowhere(deleted.after) && (deleted.before === made.after || own.has(deleted.before));
}
