import { showsNow } from '../../policy/approvals/approval-log.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { prose } from '../../text/escape.ts';
import { reply } from '../approvals/reply.ts';
import { type KeptLog, readKeptLog } from '../record/kept-log.ts';
import { leaveReport } from '../record/kept-report.ts';
import { notePublished } from '../record/pull-notes.ts';
import { settleLabel } from '../record/routine-label.ts';
import { memberOf } from '../record/run-record.ts';
import { type LivePullRequest, mirrorOf, overtakenBy, readLiveHead } from '../tasks/live-head.ts';
import { ProgressNote } from '../tasks/progress-note.ts';
import { NotDone } from '../tasks/try-again.ts';
import { abandon, type BegunRun, concludeFailed } from './abandon.ts';
import { announceReview } from './announce-review.ts';
import { combine } from './desired.ts';
import { endFormerChecks, readFormerNames } from './former-names.ts';
import { isUpToDate, readHeadState } from './head-state.ts';
import { leaveBases } from './leave-bases.ts';
import { type LookWork, noteValid } from './look-work.ts';
import { publish } from './publish.ts';
import { type ConcludedMember, concludeMember, type MemberReview, reviewMember } from './review-member.ts';

/** A base that moves faster than the review is reviewed as it was; its next push triggers another look. */
const mostOutrun = 2;

interface ReviewedPull {
  readonly pull: LivePullRequest;
  readonly reviewed: MemberReview;
}

/**
 * Reviews a head again, with every pull request that has it and its base, and publishes the result if it is still wanted.
 *
 * @throws what GitHub refused, and bugs that could not be published; NotDone if the same look should be retried
 */
export async function reviewHead(work: LookWork): Promise<void> {
  const since = performance.now();
  const { ports, head, log, signal } = work;
  // Before anything is shown in another base: what can turn a green check red goes first.
  const announced = leaveBases(work).then(() => announceReview(work));
  const note = new ProgressNote(work.github, head.leader.ref, announced);
  let isChecked = false;
  try {
    const [run, reviewed, formerNames] = await Promise.all([announced, review(work, note), readFormerNames(work)]);
    await note.end();
    if (run !== undefined) await endFormerChecks(work, formerNames);
    signal.throwIfAborted();
    // Whoever writes what a check keeps reads it first, and nobody else writes in between.
    const members = await ports.alone(
      mirrorOf(head.leader),
      async (turn) => {
        const now = await readAgain({ ...work, signal: turn });
        const concluded = await concludeAll(now, reviewed, formerNames.notice);
        if (await isOvertaken(now, run)) return [];
        turn.throwIfAborted();
        await publishAll(now, run, concluded, () => {
          isChecked = true;
        });
        return concluded;
      },
      signal,
    );
    if (members.length > 0) await leaveReports(work, reviewed);
    for (const { desired, answers } of members) await reply(work.github, desired.pull.ref, answers);
    for (const { desired } of members) await settleLabel(work, desired.pull, desired.routine);
    const [first, ...others] = members.map(({ desired }) => desired);
    if (first === undefined) return;
    const { conclusion, isRepeatable, output } = combine([first, ...others]);
    log.info({ head: head.commit, conclusion, milliseconds: Math.round(performance.now() - since) }, 'reviewed');
    if (!isRepeatable) throw new NotDone(output.title);
  } catch (error) {
    await note.end();
    if (!isChecked) await concludeFailed(work, announced, error);
    throw error;
  }
}

function review(work: LookWork, note: ProgressNote): Promise<readonly ReviewedPull[]> {
  const { ports, head, look, log, signal } = work;
  const onFetching = (what: string) => note.tell(`Fetching from ${prose(what)}.`);
  const about = { delivery: look.delivery, onFetching, isPublished: true };
  const reviews = head.pulls.map(async (pull) => {
    return { pull, reviewed: await reviewMember(ports, head, pull, about, log, signal) };
  });
  return Promise.all(reviews);
}

async function leaveReports({ ports, log }: LookWork, reviews: readonly ReviewedPull[]): Promise<void> {
  for (const { pull, reviewed } of reviews)
    await leaveReport(ports.reports, pull, reviewed instanceof CannotReview ? undefined : reviewed, log);
}

/** Pull requests that share a check are led by one of them: the one that led before may have written since. */
async function readAgain(work: LookWork): Promise<LookWork> {
  const { ports, github, head, identity, look, headState } = work;
  const members = headState.record?.members.length ?? 0;
  if (head.pulls.length < 2 && members < 2) return work;
  const { record } = await readHeadState(ports, github, head, identity, look, true);
  return { ...work, headState: { ...headState, record } };
}

/** Joins the reviews with what people have approved, one pull request after the other. */
async function concludeAll(
  work: LookWork,
  reviews: readonly ReviewedPull[],
  notice: string | undefined,
): Promise<readonly ConcludedMember[]> {
  const members: ConcludedMember[] = [];
  for (const { pull, reviewed } of reviews)
    members.push(await concludeMember(work, pull, reviewed, { kept: await keptLogOf(work, pull), notice }));
  return members;
}

/** A head that was published last by this App is where the log is; otherwise GitHub's record of heads leads to it. */
function keptLogOf(work: LookWork, pull: LivePullRequest): Promise<KeptLog> {
  const { github, headState, identity, contributors } = work;
  const { record: own, published } = headState;
  const formerHeads = async () => {
    const last = published.get(pull.ref.number);
    if (last?.base === pull.baseBranch) return last.heads;
    return contributors.formerHeadsOf(pull);
  };
  return readKeptLog(github, pull, { appId: identity.id, own, formerHeads });
}

/** The review of a head that has moved in the meantime is discarded: nothing is written for it. */
async function isOvertaken(work: LookWork, run: BegunRun | undefined): Promise<boolean> {
  const { ports, github, look, head, log, signal } = work;
  const now = await readLiveHead(github, look.pullRequest, ports.branchTips, signal);
  const why = overtakenBy(head, now);
  if (why === undefined || (why === 'base' && look.outrun >= mostOutrun)) return false;
  log.info({ head: head.commit, why }, 'the review is discarded: the pull request has changed');
  await ports.lookAgain({ ...look, outrun: look.outrun + 1 });
  // Where the head and its base are still the same, the look that follows completes the same run.
  if (now?.commit !== head.commit || now.base !== head.base) await abandon(work, run, now ? 'overtaken' : 'closed');
  return true;
}

async function publishAll(
  work: LookWork,
  run: BegunRun | undefined,
  members: readonly ConcludedMember[],
  onChecked: () => void,
): Promise<void> {
  const [first, ...others] = members;
  if (first === undefined) return;
  if (run === undefined && isKept(work, [first, ...others])) {
    work.log.debug('GitHub shows all of this already');
    for (const pull of work.head.pulls)
      await notePublished(work.ports.notes, pull, work.headState.comments.get(pull.ref.number), []);
  } else await publish(work, run, [first, ...others], onChecked);
  await noteValid(
    work,
    members.some(({ floating }) => Object.keys(floating).length > 0),
  );
}

/** Whether the completed run and the comments already say all this, and keep all that is to be kept. */
function isKept({ head, headState, inputs }: LookWork, members: readonly [ConcludedMember, ...ConcludedMember[]]) {
  const { record } = headState;
  const [first, ...others] = members;
  const { contentDigest, isRepeatable } = combine([first.desired, ...others.map(({ desired }) => desired)]);
  if (record?.content !== contentDigest || !isRepeatable || !isUpToDate(headState, inputs)) return false;
  return members.every(({ desired, kept, log, effects, counted }) => {
    const own = memberOf(record, desired.pull.ref.number);
    const isWritten = own?.counted === counted && log === kept.log && kept.elsewhere.length === 0;
    return isWritten && showsNow(log, head.commit, effects);
  });
}
