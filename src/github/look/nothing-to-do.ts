import { showsNow } from '../../policy/approvals/approval-log.ts';
import { meetsTheSame } from '../meet/meetings-of.ts';
import { countedOf, standingOf } from '../people/standing-of.ts';
import { readKeptLog } from '../record/kept-log.ts';
import { notePublished } from '../record/pull-notes.ts';
import { isUpToDate } from './head-state.ts';
import { isElsewhereFresh, isValidAt, type LookWork } from './look-work.ts';

/**
 * @returns whether all that GitHub shows is as it should be: on this head, and on those that were left
 * @throws RequestError as GitHub refuses
 */
export async function hasNothingToDo(work: LookWork): Promise<boolean> {
  if (!isUpToDate(work.headState, work.inputs) || !(await isElsewhereFresh(work))) return false;
  const isRight = (await isValidAt(work)) && (await areSamePeople(work)) && !(await isAnythingLeft(work));
  return isRight && (await areSameMet(work));
}

/** Whether each meets the same others as its comment says. */
async function areSameMet({ ports, head }: LookWork): Promise<boolean> {
  const same = await Promise.all(head.pulls.map((pull) => meetsTheSame(ports, pull, head.open)));
  return same.every(Boolean);
}

/**
 * Whether anything may pass on a head that one of them had before, and nobody has now. Costs nothing where that is remembered;
 * where it is not, only a look that doubts what is remembered asks.
 */
async function isAnythingLeft(work: LookWork): Promise<boolean> {
  const { ports, github, identity, look, head, headState, contributors } = work;
  const isHad = (commit: string) =>
    head.open.some((each) => each.headCommit === commit && each.baseBranch === head.base);
  for (const pull of head.pulls) {
    const last = headState.published.get(pull.ref.number);
    if (last !== undefined && (last.base !== head.base || !last.heads.every(isHad))) return true;
    if (last !== undefined || look.isDoubtful !== true) continue;
    const former = await contributors.formerHeadsOf(pull);
    const formerHeads = async () => former.filter((commit) => !isHad(commit));
    const { elsewhere } = await readKeptLog(github, pull, { appId: identity.id, own: headState.record, formerHeads });
    if (elsewhere.length > 0) return true;
    await notePublished(ports.notes, pull, headState.comments.get(pull.ref.number), former.filter(isHad));
  }
  return false;
}

/**
 * Whether a published conclusion still rests on people who may give what they gave, as GitHub says it now: roles, teams
 * and reviews change without a word to this App.
 *
 * @throws RequestError as GitHub refuses
 */
async function areSamePeople({ head, headState, contributors, eligibility }: LookWork): Promise<boolean> {
  for (const member of headState.record?.members ?? []) {
    const { number, log, effects, requests, overridePermission, counted } = member;
    // What is on the page was not recorded to the end, because the process died.
    if (!showsNow(log, head.commit, effects)) return false;
    if (requests.length === 0 && !log.some(({ kind }) => kind === 'overridden' || kind === 'acknowledged')) continue;
    if ((await contributors.endedByBase(number, log, effects)) !== log) return false;
    const people = { contributors, eligibility };
    const standing = await standingOf(number, log, requests, effects, overridePermission, people);
    if (countedOf(requests, standing) !== counted) return false;
  }
  return true;
}
