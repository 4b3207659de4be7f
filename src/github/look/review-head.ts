import { type BegunRun, renewCheckRun } from '../api/check-run.ts';
import { encodePublished } from '../api/published.ts';
import { type Believed, believedState } from '../approvals/believed-state.ts';
import { reply } from '../approvals/reply.ts';
import { type LivePullRequest, overtakenBy, readLiveHead } from '../tasks/live-head.ts';
import { NotDone } from '../tasks/try-again.ts';
import { abandon, concludeFailed } from './abandon.ts';
import { announceReview } from './announce-review.ts';
import { type CombinedCheck, combine } from './desired.ts';
import { isUpToDate } from './head-state.ts';
import { bringsActors, type LookWork, noteValid } from './look-work.ts';
import { publish } from './publish.ts';
import { type ConcludedMember, concludeMember, type MemberReview, reviewMember } from './review-member.ts';

/** A base that moves faster than the review is reviewed as it was; its next push triggers another look. */
const mostOutrun = 2;

/** A review that people can see is under way. */
interface Announced {
  readonly since: number;
  /** By the number of the pull request, what its comment remembers. */
  readonly believed: ReadonlyMap<number, Believed>;
  /** The run in progress; `undefined` where the completed one may turn out to be right. */
  readonly run: Promise<BegunRun | undefined>;
  /** The check is complete. */
  isChecked: boolean;
}

interface ReviewedPull {
  readonly pull: LivePullRequest;
  readonly reviewed: MemberReview;
}

/**
 * Reviews a head again, with every pull request that has it, and publishes the result if it is still wanted.
 *
 * @throws what GitHub refused, and bugs that could not be published; NotDone if the same look should be retried
 */
export async function reviewHead(work: LookWork): Promise<void> {
  const announced = await announce(work);
  try {
    const [run, reviewed] = await Promise.all([announced.run, review(work)]);
    work.signal.throwIfAborted();
    const members = await concludeAll(work, announced, reviewed);
    if (await isOvertaken(work, run)) return;
    work.signal.throwIfAborted();
    await publishAll(work, announced, run, members);
  } catch (error) {
    if (!announced.isChecked) await concludeFailed(work, announced.run, error);
    throw error;
  }
}

/** Begins the check. It contains the current approvals from the start. */
async function announce(work: LookWork): Promise<Announced> {
  const since = performance.now();
  const believed = await believedStates(work);
  const anchors = new Map([...believed].flatMap(([number, { state }]) => (state ? [[number, state.name]] : [])));
  return { since, believed, run: announceReview(work, anchors), isChecked: false };
}

async function believedStates(work: LookWork): Promise<Announced['believed']> {
  const { github, head, identity, ports } = work;
  const { comments, published } = work.headState;
  const entries = head.pulls.map(async (pull) => {
    const comment = comments.get(pull.ref.number);
    const believed = await believedState(github, pull, comment, published, identity, ports.stateKeys);
    return [pull.ref.number, believed] as const;
  });
  return new Map(await Promise.all(entries));
}

function review(work: LookWork): Promise<readonly ReviewedPull[]> {
  const { ports, head, look, log, signal } = work;
  const reviews = head.pulls.map(async (pull) => {
    return { pull, reviewed: await reviewMember(ports, head, pull, look, log, signal) };
  });
  return Promise.all(reviews);
}

/** Joins the reviews with what people have approved, one pull request after the other. */
async function concludeAll(
  { github, ports, look, headState }: LookWork,
  { believed }: Announced,
  reviews: readonly ReviewedPull[],
): Promise<readonly ConcludedMember[]> {
  const now = new Date();
  const members: ConcludedMember[] = [];
  for (const { pull, reviewed } of reviews)
    members.push(
      await concludeMember(github, pull, reviewed, {
        believed: believed.get(pull.ref.number) ?? { state: undefined, isForged: false },
        asks: (look.asks ?? []).filter(({ number }) => number === pull.ref.number),
        actors: look.actors ?? [],
        runId: headState.check?.isCompleted ? headState.check.id : undefined,
        now,
        reportUrl: ports.reportUrl(pull.ref, pull.headCommit),
      }),
    );
  return members;
}

/** The review of a head that has moved in the meantime is discarded: nothing is written for it. */
async function isOvertaken(work: LookWork, run: BegunRun | undefined): Promise<boolean> {
  const { ports, github, look, head, log, signal } = work;
  const now = await readLiveHead(github, look, ports.branchTips, signal);
  const why = overtakenBy(head, now);
  if (why === undefined || (why === 'base' && look.outrun >= mostOutrun)) return false;
  log.info({ head: head.commit, why }, 'the review is discarded: the pull request has changed');
  if (now) await ports.lookAgain({ ...look, outrun: look.outrun + 1 });
  // Where the head is still the same, the look that follows completes the same run.
  if (now?.commit !== head.commit) await abandon(work, run, now ? 'overtaken' : 'closed');
  return true;
}

async function publishAll(
  work: LookWork,
  announced: Announced,
  run: BegunRun | undefined,
  members: readonly ConcludedMember[],
): Promise<void> {
  const { github, head, log } = work;
  const [first, ...others] = members;
  if (first === undefined) return;
  const combined = combine([first.desired, ...others.map(({ desired }) => desired)]);
  const onChecked = () => {
    announced.isChecked = true;
  };
  const written = isKept(work, run, combined) ? 0 : await publish(work, run, [first, ...others], onChecked);
  await noteValid(work);
  await Promise.all([...announced.believed.values()].map((each) => releaseFormerRun(work, each)));
  for (const { desired, answers } of members) await reply(github, desired.pull.ref, answers);
  const milliseconds = Math.round(performance.now() - announced.since);
  log.info({ head: head.commit, conclusion: combined.conclusion, written, milliseconds }, 'reviewed');
  if (!combined.isRepeatable) throw new NotDone(combined.output.title);
}

/** Whether the completed run and the comments already say all this. */
function isKept(work: LookWork, run: BegunRun | undefined, { contentDigest, isRepeatable }: CombinedCheck): boolean {
  const { headState, inputs } = work;
  const saysTheSame = headState.published?.contentDigest === contentDigest && isUpToDate(headState, inputs);
  return run === undefined && saysTheSame && isRepeatable && !bringsActors(work);
}

/** The approvals are anchored on the new head: the run on the old one must no longer vouch for an old state. */
async function releaseFormerRun({ github, head }: LookWork, { formerRun }: Believed): Promise<void> {
  if (!formerRun) return;
  const numbers = new Set(head.pulls.map(({ ref }) => ref.number));
  const members = formerRun.published.members.map((member) =>
    numbers.has(member.number) ? { ...member, anchor: undefined } : member,
  );
  const externalId = encodePublished({ ...formerRun.published, members });
  await renewCheckRun(github, head.leader.ref, formerRun.id, externalId);
}
