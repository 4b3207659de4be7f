import { beginCheckRun } from './check-run.ts';
import type { GitHub } from './github.ts';
import type { LivePullRequest } from './live-pull-request.ts';
import type { Standing } from './standing.ts';
import { editStickyComment, reviewedHead, withStaleNote } from './sticky-comment.ts';

/**
 * Says at once that a review is under way: a check in progress, and a note on a comment that speaks of another commit.
 * A completed check on this commit stays until it is known to be wrong, unless somebody asked for a new run.
 *
 * @returns the run to complete; `undefined` where the standing one may turn out to be right
 */
export async function announceReview(
  github: GitHub,
  pull: LivePullRequest,
  { check, comment }: Standing,
  isAskedFor: boolean,
): Promise<number | undefined> {
  const marking = comment ? markStale(github, pull, comment.id, comment.body) : undefined;
  try {
    // One that was begun and never finished, by a process that died or a review that was overtaken.
    if (check && !check.isCompleted) return check.id;
    if (check && !isAskedFor) return undefined;
    return await beginCheckRun(github, pull.ref, pull.headCommit, {
      title: 'Reviewing',
      summary: `Every cluster is being rendered, as it is at ${pull.baseCommit} and as merging ${pull.headCommit} would leave it.`,
      annotations: [],
    });
  } finally {
    await marking;
  }
}

async function markStale(github: GitHub, pull: LivePullRequest, id: number, body: string): Promise<void> {
  const reviewed = reviewedHead(body);
  if (reviewed === undefined || reviewed === pull.headCommit) return;
  const note = `**${pull.headCommit.slice(0, 7)} is being reviewed.** What follows is the review of ${reviewed.slice(0, 7)}.`;
  const marked = withStaleNote(body, note);
  if (marked !== body) await editStickyComment(github, pull.ref, id, marked);
}
