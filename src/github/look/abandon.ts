import { noteConcluded } from '../api/begun-runs.ts';
import { cancelRuns, type EndReason } from '../api/cancel-runs.ts';
import { completeCheckRun } from '../api/check-run.ts';
import { noteEnded, type PullPlace } from '../api/closed-pulls.ts';
import type { GitHub } from '../api/github.ts';
import type { Notes } from '../api/notes.ts';
import { type HeadBranch, headBranchOf, readOpenPulls } from '../api/open-pulls.ts';
import { isInto, ownRunsOn, passes } from '../api/own-runs.ts';
import type { PullRequestRef } from '../api/pull-request-ref.ts';
import { refusalOf } from '../api/refusal.ts';
import { readFormerHeads } from '../people/former-heads.ts';
import { readPullRecords } from '../people/pull-records.ts';
import { readFormerBases, readPullNote } from '../record/pull-notes.ts';
import type { AppIdentity, ReviewPorts } from '../tasks/review-ports.ts';
import { takenBack } from '../tasks/taken-back.ts';
import { NotDone } from '../tasks/try-again.ts';
import type { LookWork } from './look-work.ts';

/** A run in progress, with the hidden record that it was begun with. */
export interface BegunRun {
  readonly id: number;
  readonly text: string;
}

/** Completes a run whose review is no longer needed: no check stays in progress without a running review. */
export async function abandon(work: LookWork, run: BegunRun | undefined, reason: EndReason): Promise<void> {
  if (run === undefined) return;
  const { github, head, ports } = work;
  await cancelRuns(github, head.leader.ref, [run], reason);
  await noteConcluded(ports.notes, head.leader.ref, head);
}

/** A pull request that is open no more, and the heads that it had then. */
interface Closed {
  readonly ref: PullRequestRef;
  readonly commits: readonly string[];
}

/** A head of it, and the bases in whose checks it may pass. */
interface Place {
  readonly commit: string;
  readonly bases: readonly string[];
}

/**
 * Ends what passes of a pull request that was closed, wherever it went, but for the head that was merged, as long as its base
 * holds that. Nobody looks at what is closed: when it is opened again, or another one with the same head, its base may have
 * moved, ask for more, or be without the approval. What a check keeps stays, for whoever reopens it. Checks that another open
 * pull request has stay as they are.
 *
 * @throws RequestError as GitHub refuses, CannotReview where it cannot be told what the base holds
 * @see https://docs.github.com/rest/pulls/pulls#get-a-pull-request
 */
export async function endClosed(
  ports: ReviewPorts,
  github: GitHub,
  { ref, commits }: Closed,
  identity: AppIdentity,
  signal: AbortSignal,
): Promise<void> {
  const { owner, repo, number } = ref;
  const { data: pull } = await github.rest.pulls.get({ owner, repo, pull_number: number });
  if (pull.state !== 'closed') return;
  const { ref: base, repo: repository } = pull.base;
  const place = { repositoryId: repository.id, ref };
  const former = await formerPlaces(ports.notes, github, place, headBranchOf(pull.head));
  const bases = [...new Set([base, ...former.bases])];
  const isMerged = (commit: string, into: string) => pull.merged && commit === pull.head.sha && into === base;
  const places = [...new Set([...commits, ...former.commits])].map((commit) => ({
    commit,
    bases: bases.filter((into) => !isMerged(commit, into)),
  }));
  const end = (which: readonly Place[], reason: EndReason) =>
    ports.alone(
      String(repository.id),
      (turn) => endPassing(github, ref, identity, { places: which, reason }, turn),
      signal,
    );
  let isEnded = await end(places, 'closed');
  const merged = { ...place, headCommit: pull.head.sha, baseBranch: base, cloneUrl: repository.clone_url };
  const isBack = pull.merged && (await takenBack(ports, [merged], signal)).length > 0;
  if (isBack) isEnded = (await end([{ commit: pull.head.sha, bases: [base] }], 'takenBack')) && isEnded;
  if (isEnded) await noteEnded(ports.notes, place, pull.closed_at, pull.merged && !isBack ? 'others' : 'everything');
}

/** @returns whether nothing passes there any more; where another pull request has it, that stays */
async function endPassing(
  github: GitHub,
  ref: PullRequestRef,
  { id }: AppIdentity,
  { places, reason }: { readonly places: readonly Place[]; readonly reason: EndReason },
  turn: AbortSignal,
): Promise<boolean> {
  // Whoever is there by now, this one among them, has the check.
  const open = await readOpenPulls(github, ref);
  let isEnded = true;
  for (const { commit, bases } of places.filter((each) => each.bases.length > 0)) {
    turn.throwIfAborted();
    const passing = (await ownRunsOn(github, ref, commit, id)).filter(passes);
    for (const into of bases) {
      const runs = passing.filter((run) => isInto(into, run));
      const isHad = open.some(({ headCommit, baseBranch }) => headCommit === commit && baseBranch === into);
      if (!isHad) await cancelRuns(github, ref, runs, reason);
      else if (runs.length > 0) isEnded = false;
    }
  }
  return isEnded;
}

/** Where else checks of it may pass: by what is remembered of it, or by GitHub's record. */
async function formerPlaces(
  notes: Notes,
  github: GitHub,
  pull: PullPlace,
  branch: HeadBranch,
): Promise<{ readonly commits: readonly string[]; readonly bases: readonly string[] }> {
  const last = await readPullNote(notes, pull);
  const left = await readFormerBases(notes, pull);
  if (last !== undefined && left !== undefined) return { commits: last.heads, bases: [last.base, ...left] };
  const records = await readPullRecords(github, pull.ref);
  return { commits: await readFormerHeads(github, branch, records), bases: records.formerBases };
}

/**
 * Concludes the run of a review that failed before its check was complete, unless the same look is retried or GitHub
 * refuses all writes.
 */
export async function concludeFailed(
  work: LookWork,
  announced: Promise<BegunRun | undefined>,
  error: unknown,
): Promise<void> {
  if (work.signal.aborted) return abandon(work, await announced, 'stopped');
  if (refusalOf(error) === undefined && !(error instanceof NotDone)) await giveUp(work, await announced);
}

/** Completes a run whose result could not be written: as failed, because the result is unknown. */
async function giveUp({ github, head, ports }: LookWork, run: BegunRun | undefined): Promise<void> {
  if (run === undefined) return;
  const { ref } = head.leader;
  const summary = 'GitHub did not accept the result of this review. *Re-run* tries again.';
  const output = { title: 'The review could not be published', summary, text: run.text, annotations: [] };
  await completeCheckRun(github, ref, run.id, { conclusion: 'failure', output, actions: [] });
  await noteConcluded(ports.notes, ref, head);
}
