import { expect, test } from '@jest/globals';
import { type AskedNow, answerAsk, type TargetAsk } from '../../../src/policy/approvals/answer-ask.ts';
import type { ApprovalEvent, ApprovalLog } from '../../../src/policy/approvals/approval-log.ts';
import { grantsOf } from '../../../src/policy/approvals/grants-of.ts';

const shown: ApprovalEvent = { kind: 'shown', head: 'h1', at: at(10), effects: { prod: 'd1' } };

function at(second: number): string {
  return `2026-11-21T10:00:${second}.000Z`;
}

function asked(log: ApprovalLog, since?: string): AskedNow {
  return { log, reviews: [], name: 'prod', base: 'main', since, digest: 'd1', hasError: false, barred: undefined };
}

/** The log after the App heard of these, in this order. */
function heard(...asks: readonly TargetAsk[]): ApprovalLog {
  let log: ApprovalLog = [shown];
  for (const ask of asks) {
    const answer = answerAsk(ask, asked(log));
    if (typeof answer === 'object') log = [...log, answer];
  }
  return log;
}

function standing(log: ApprovalLog): readonly string[] {
  return grantsOf(log, [], ['prod']).flatMap(({ by, withdrawn }) => (withdrawn === undefined ? [by] : []));
}

const approve: TargetAsk = { kind: 'approve', target: 'prod', by: 'mia', at: at(12), via: 'command' };
const unapprove: TargetAsk = { kind: 'unapprove', target: 'prod', by: 'ada', at: at(14), via: 'command' };

test('an approval that is taken back stays so, in whatever order the App hears of both', () => {
  expect(standing(heard(approve))).toEqual(['mia']);
  expect(standing(heard(approve, unapprove))).toEqual([]);
  expect(standing(heard(unapprove, approve))).toEqual([]);
  expect(standing(heard(unapprove, { ...approve, at: at(16) }))).toEqual(['mia']);
});

test('a click is dated by when the App heard of it, so what it hears of later takes it back', () => {
  const click: ApprovalEvent = { kind: 'approved', target: 'prod', by: 'mia', at: at(15), via: 'button', digest: 'd1' };
  const answer = answerAsk(unapprove, asked([shown, click]));
  expect(answer).toEqual({ kind: 'withdrawn', target: 'prod', by: 'ada', at: at(14), of: 'all' });
  if (typeof answer !== 'object') return;
  expect(standing([shown, click, answer])).toEqual([]);
  expect(standing([shown, answer, click])).toEqual(['mia']);
});

test('a command that was written before the pull request went into this branch approves nothing', () => {
  expect(answerAsk(approve, asked([shown], at(12)))).toBe(
    'it goes into main only since then: review what happens to prod, then ask again',
  );
  expect(answerAsk(approve, asked([shown], at(11)))).toMatchObject({ kind: 'approved', by: 'mia' });
});
