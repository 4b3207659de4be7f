import { noteBegun } from '../api/begun-runs.ts';
import { type BegunRun, beginCheckRun, runsInProgress } from '../api/check-run.ts';
import { digestOf, encodePublished } from '../api/published.ts';
import { editStickyComment, reviewedHead, withStaleNote } from '../api/sticky-comment.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';
import { forgetNote, noteComment } from './head-state.ts';
import type { LookWork } from './look-work.ts';

/**
 * Shows at once that a review is running: a check in progress, and a note on a comment about another commit.
 * A completed check on this commit stays until it is known to be outdated, unless somebody asked for a new run.
 *
 * @param anchors by pull request, the approvals that hold up to now: the new run names them from its first moment
 * @returns the run to complete; `undefined` where the completed one may turn out to be right
 */
export async function announceReview(
  work: LookWork,
  anchors: ReadonlyMap<number, string>,
): Promise<BegunRun | undefined> {
  const marking = work.head.pulls.map((pull) => markStale(work, pull));
  return together(begin(work, anchors), marking);
}

async function begin(work: LookWork, anchors: ReadonlyMap<number, string>): Promise<BegunRun | undefined> {
  const { check } = work.headState;
  // One that was never finished, because its process died or its review was superseded.
  const [inProgress] = runsInProgress(check ? [check] : []);
  if (inProgress) return inProgress;
  if (check && !work.look.force) return undefined;
  const { github, head, ports } = work;
  const { commit, pulls, leader } = head;
  const bases = pulls.map(({ baseCommit }) => baseCommit.slice(0, 7)).join(', ');
  const begun = digestOf('begun');
  const members = pulls.map(({ ref: { number } }) => ({ number, comment: undefined, anchor: anchors.get(number) }));
  const externalId = encodePublished({ inputs: begun, bases: begun, contentDigest: begun, members });
  await Promise.all([
    noteBegun(ports.notes, leader.ref, commit),
    ...pulls.map((pull) => forgetNote(ports.notes, pull)),
  ]);
  const summary = `Rendering every cluster at ${bases} and as it would be after merging ${commit}.`;
  const output = { title: 'Reviewing', summary, annotations: [] };
  return { id: await beginCheckRun(github, leader.ref, commit, { output, externalId }), externalId };
}

/** Waits for all, and fails if one of them did: an unhandled rejection would end the process. */
async function together<T>(first: Promise<T>, others: readonly Promise<unknown>[]): Promise<T> {
  await Promise.allSettled([first, ...others]);
  await Promise.all(others);
  return first;
}

async function markStale({ github, ports, headState }: LookWork, pull: LivePullRequest): Promise<void> {
  const comment = headState.comments.get(pull.ref.number);
  const reviewed = comment && reviewedHead(comment.body);
  if (!comment || reviewed === undefined || reviewed === pull.headCommit) return;
  const note = `**${pull.headCommit.slice(0, 7)} is being reviewed.** Below is the review of ${reviewed.slice(0, 7)}.`;
  const marked = withStaleNote(comment.body, note);
  if (marked === comment.body) return;
  const edited = await editStickyComment(github, pull.ref, comment.id, marked);
  await noteComment(ports.notes, pull, edited);
}
