import { showsNow } from '../../policy/approvals/approval-log.ts';
import { digestsAsked } from '../../policy/approvals/approval-requests.ts';
import { countedOf, standingOf } from '../people/standing-of.ts';
import type { LookWork } from './look-work.ts';

/**
 * Whether a published conclusion still rests on people who may give what they gave, as GitHub says it now: roles, teams
 * and reviews change without a word to this App.
 *
 * @throws RequestError as GitHub refuses
 */
export async function areSamePeople({ head, headState, contributors, eligibility }: LookWork): Promise<boolean> {
  for (const member of headState.record?.members ?? []) {
    const { number, log, effects, requests, overridePermission, counted } = member;
    // What is on the page was not recorded to the end, because the process died.
    if (!showsNow(log, head.commit, effects)) return false;
    if (requests.length === 0 && !log.some(({ kind }) => kind === 'overridden')) continue;
    if ((await contributors.endedByBase(number, log, digestsAsked(requests))) !== log) return false;
    const people = { contributors, eligibility };
    const standing = await standingOf(number, log, requests, effects, overridePermission, people);
    if (countedOf(requests, standing) !== counted) return false;
  }
  return true;
}
