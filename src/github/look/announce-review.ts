import { noteBegun } from '../api/begun-runs.ts';
import { checkName } from '../api/check-names.ts';
import { beginCheckRun } from '../api/check-run.ts';
import { externalIdOf } from '../api/external-id.ts';
import { editStickyComment, reviewedHead, withStaleNote } from '../api/sticky-comment.ts';
import { forgetComment, noteMarked } from '../record/pull-notes.ts';
import { dropLabel } from '../record/routine-label.ts';
import { type RunRecord, withRecord } from '../record/run-record.ts';
import type { LiveHead, LivePullRequest } from '../tasks/live-head.ts';
import type { BegunRun } from './abandon.ts';
import type { LookWork } from './look-work.ts';

/**
 * Shows at once that a review is running: a check in progress, and a note on a comment about another commit.
 * A completed check on this commit stays until it is known to be outdated, unless somebody asked for a new run, or the
 * approvals have moved on to another head in the meantime.
 *
 * @returns the run to complete; `undefined` where the completed one may turn out to be right
 */
export async function announceReview(work: LookWork): Promise<BegunRun | undefined> {
  const marking = work.head.pulls.flatMap((pull) => [
    markStale(work, pull),
    ...(work.headState.check === undefined ? [dropLabel(work, pull)] : []),
  ]);
  return together(begin(work), marking);
}

async function begin(work: LookWork): Promise<BegunRun | undefined> {
  const { check, record } = work.headState;
  // One that was never finished, because its process died or its review was superseded.
  if (check && !check.isCompleted) return { id: check.id, text: check.text };
  const isLeft = hasLeft(record, work.head);
  if (check && !work.look.force && !isLeft) return undefined;
  const { github, head, ports } = work;
  const { commit, base, baseCommit, pulls, leader } = head;
  await Promise.all([
    noteBegun(ports.notes, leader.ref, { commit, base }),
    ...pulls.map((pull) => forgetComment(ports.notes, pull)),
  ]);
  const summary = `Rendering every cluster at ${baseCommit.slice(0, 7)} and as it would be after merging ${commit}.`;
  // The approvals stay on the run before until this one has a result.
  const text = record === undefined ? '' : withRecord('', { ...record, inputs: '' });
  const output = { title: 'Reviewing', summary, text };
  const externalId = externalIdOf(leader.ref.number);
  return { id: await beginCheckRun(github, leader.ref, commit, { name: checkName(base), output, externalId }), text };
}

/** One of the pull requests had another head since: what another one has approved of this one still counts. */
function hasLeft(record: RunRecord | undefined, { pulls }: LiveHead): boolean {
  return pulls.some(({ ref }) =>
    record?.members.some(({ number, moved }) => number === ref.number && moved !== undefined),
  );
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
  // What others made of it is not published again: the review replaces it.
  if (!headState.ours.has(pull.ref.number)) return;
  const note = `**${pull.headCommit.slice(0, 7)} is being reviewed.** Below is the review of ${reviewed.slice(0, 7)}.`;
  const marked = withStaleNote(comment.body, note, true);
  if (marked === comment.body) return;
  const edited = await editStickyComment(github, pull.ref, comment.id, marked);
  await noteMarked(ports.notes, pull, edited);
}
