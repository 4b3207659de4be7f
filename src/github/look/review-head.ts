import { type BegunRun, renewCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { encodePublished } from '../api/published.ts';
import { refusalOf } from '../api/refusal.ts';
import { type Believed, believedState } from '../approvals/believed-state.ts';
import { reply } from '../approvals/reply.ts';
import { type LiveHead, overtakenBy, readLiveHead } from '../tasks/live-head.ts';
import { NotDone } from '../tasks/try-again.ts';
import { abandon, giveUp } from './abandon.ts';
import { announceReview } from './announce-review.ts';
import { bringsActors, type LookWork, noteValid } from './look-work.ts';
import { combine } from './members.ts';
import { publish } from './publish.ts';
import { type ConcludedMember, concludeMember, reviewMember } from './review-member.ts';
import { isUpToDate } from './standing.ts';

/** A base that moves faster than it can be reviewed is reviewed where it was; the next look comes anyway. */
const mostOutrun = 2;

/**
 * Reviews a head anew, with every pull request that has it, and publishes what it says where that is still asked for.
 *
 * @throws what GitHub refused, and errors of ours that could not be published
 */
export async function reviewHead(work: LookWork): Promise<void> {
  const { ports, github, look, head, standing, log, signal } = work;
  const since = performance.now();
  const believed = await believedStates(work);
  const anchors = new Map([...believed].flatMap(([number, { state }]) => (state ? [[number, state.name]] : [])));
  let isChecked = false;
  const announced = announceReview(github, ports.notes, head, standing, anchors, look.force);
  try {
    const [begun, reviews] = await Promise.all([
      announced,
      Promise.all(head.pulls.map((pull) => reviewMember(ports, head, pull, look, log, signal))),
    ]);
    signal.throwIfAborted();
    const now = new Date();
    const members: ConcludedMember[] = [];
    for (const [index, pull] of head.pulls.entries()) {
      const reviewed = reviews[index];
      if (reviewed === undefined) continue;
      members.push(
        await concludeMember(github, pull, reviewed, {
          believed: believed.get(pull.ref.number) ?? { state: undefined, isForged: false },
          asks: (look.asks ?? []).filter(({ number }) => number === pull.ref.number),
          actors: look.actors ?? [],
          runId: standing.check?.isCompleted ? standing.check.id : undefined,
          now,
          reportUrl: ports.reportUrl(pull.ref, pull.headCommit),
        }),
      );
    }
    if (await isOvertaken(work, begun)) return;
    signal.throwIfAborted();
    const [first, ...others] = members;
    if (first === undefined) return;
    const combined = combine([first.desired, ...others.map(({ desired }) => desired)]);
    const saysTheSame = standing.published?.said === combined.said && isUpToDate(standing, work.inputs);
    const isKept = begun === undefined && saysTheSame && combined.isRepeatable && !bringsActors(work);
    const onChecked = () => {
      isChecked = true;
    };
    const publication = { standing, checkId: begun?.id, inputs: work.inputs, bases: work.bases, signal, onChecked };
    const written = isKept ? 0 : await publish(ports, github, head, publication, [first, ...others]);
    await noteValid(work);
    await Promise.all([...believed.values()].map((each) => releaseFormerRun(github, head, each)));
    for (const { desired, answers } of members) await reply(github, desired.pull.ref, answers);
    const milliseconds = Math.round(performance.now() - since);
    log.info({ head: head.commit, conclusion: combined.conclusion, written, milliseconds }, 'reviewed');
    if (!combined.isRepeatable) throw new NotDone(combined.output.title);
  } catch (error) {
    const [leader] = head.pulls;
    if (isChecked) throw error;
    const isTriedAgain = refusalOf(error) !== undefined || error instanceof NotDone;
    if (leader && (signal.aborted || !isTriedAgain)) {
      const run = { commit: head.commit, begun: await announced };
      if (signal.aborted) await abandon(github, ports.notes, leader.ref, run, 'stopped');
      else await giveUp(github, ports.notes, leader.ref, run);
    }
    throw error;
  }
}

/** What was found out about a head that moved meanwhile is thrown away: nothing is written for it any more. */
async function isOvertaken(work: LookWork, begun: BegunRun | undefined): Promise<boolean> {
  const { ports, github, look, head, log, signal } = work;
  const now = await readLiveHead(github, look, ports.branchTips, signal);
  const why = overtakenBy(head, now);
  if (why === undefined || (why === 'base' && look.outrun >= mostOutrun)) return false;
  log.info({ head: head.commit, why }, 'the review is thrown away: the pull request moved on');
  if (now) await ports.lookAgain({ ...look, outrun: look.outrun + 1 });
  // Where the head is still the same, the look that follows completes the same run.
  if (now?.commit !== head.commit) {
    const [leader] = head.pulls;
    if (leader)
      await abandon(github, ports.notes, leader.ref, { commit: head.commit, begun }, now ? 'overtaken' : 'closed');
  }
  return true;
}

async function believedStates(work: LookWork): Promise<ReadonlyMap<number, Believed>> {
  const { github, head, standing, identity, ports } = work;
  const entries = head.pulls.map(async (pull) => {
    const comment = standing.comments.get(pull.ref.number);
    const { published } = standing;
    const believed = await believedState(github, pull, comment, published, identity, ports.stateKeys);
    return [pull.ref.number, believed] as const;
  });
  return new Map(await Promise.all(entries));
}

/** The approvals are anchored on the new head: the run on the old one must not vouch for an old state any more. */
async function releaseFormerRun(github: GitHub, head: LiveHead, { formerRun }: Believed): Promise<void> {
  const [leader] = head.pulls;
  if (!formerRun || !leader) return;
  const numbers = new Set(head.pulls.map(({ ref }) => ref.number));
  const members = formerRun.published.members.map((member) =>
    numbers.has(member.number) ? { ...member, anchor: undefined } : member,
  );
  await renewCheckRun(github, leader.ref, formerRun.id, encodePublished({ ...formerRun.published, members }));
}
