import { expect, test } from '@jest/globals';
import { type AskedNow, answerAsk, buttonTag, type TargetAsk } from '../../../src/policy/approvals/answer-ask.ts';
import {
  type ApprovalEvent,
  type ApprovalLog,
  fittingLog,
  shownAt,
  showsNow,
} from '../../../src/policy/approvals/approval-log.ts';
import { withBaseChange } from '../../../src/policy/approvals/base-change.ts';
import { grantsOf } from '../../../src/policy/approvals/grants-of.ts';

const shown: ApprovalEvent = { kind: 'shown', head: 'h1', at: at(10), effects: { prod: 'd1' } };

function at(second: number): string {
  return `2026-11-21T10:00:${second}.000Z`;
}

function asked(log: ApprovalLog, since?: string): AskedNow {
  return { log, reviews: [], name: 'prod', base: 'main', since, digest: 'd1', nothing: undefined, barred: undefined };
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

const left: ApprovalEvent = { kind: 'left', at: at(20) };
const again: ApprovalEvent = { ...shown, at: at(30) };

test('what was shown before the pull request left its base counts as shown no more, until it is shown again', () => {
  const late = { ...approve, at: at(32) };
  expect(answerAsk(approve, asked([shown, left]))).toMatch('is not published yet');
  expect(answerAsk({ ...late, at: at(25) }, asked([shown, left, again]))).toMatch('has changed since');
  expect(answerAsk(late, asked([shown, left, again]))).toMatchObject({ kind: 'approved', at: at(32) });
  expect([shownAt([shown, left], 'prod', 'h1', at(32)), shownAt([shown, left, again], 'prod', 'h1', at(32))]).toEqual([
    undefined,
    'd1',
  ]);
  expect([showsNow([shown, left], 'h1', { prod: 'd1' }), showsNow([shown, left], 'h1', {})]).toEqual([false, true]);
});

test('a review of a former head approves what its page showed, unless a newer head has shown something else since', () => {
  const next = (second: number, digest: string | undefined): ApprovalEvent => {
    return { kind: 'shown', head: 'h2', at: at(second), effects: digest === undefined ? {} : { prod: digest } };
  };
  const reviewed = (...log: ApprovalLog) => shownAt([shown, ...log], 'prod', 'h1', at(25));
  expect(reviewed()).toBe('d1');
  expect(reviewed(next(20, 'd1'))).toBe('d1');
  expect(reviewed(next(20, 'd2'))).toBeUndefined();
  // Its review failed, so the comment has lost what it showed of the former one.
  expect(reviewed(next(20, undefined))).toBeUndefined();
  expect(reviewed(next(20, 'd2'), { ...shown, at: at(22) })).toBe('d1');
  // Whoever reviewed in that second may have read either.
  expect(reviewed(next(25, 'd2'))).toBeUndefined();
  expect(reviewed(next(25, 'd1'))).toBe('d1');
  expect(reviewed(next(26, 'd2'))).toBe('d1');
});

test('a button is another one after each stay in a base', () => {
  const second: ApprovalLog = [shown, left, again];
  const third: ApprovalLog = [...second, { kind: 'left', at: at(40) }, { ...shown, at: at(50) }];
  const tags = [[shown], second, third].map((log) => buttonTag(log, 'main', 'prod', 'd1'));
  expect(new Set(tags).size).toBe(3);
  const click = (log: ApprovalLog, into?: string) =>
    answerAsk({ ...approve, via: 'button', tag: tags[1], into, at: at(60) }, asked(log));
  expect(click(second)).toMatchObject({ kind: 'approved' });
  expect(click(second, 'main')).toMatchObject({ kind: 'approved' });
  expect(click(second, 'lax')).toBe('it went into lax then: review what happens to prod, then ask again');
  expect(click(third)).toBe('a newer review was published: read it, then ask again');
});

test('a log forgets what was shown before the last time that its pull request left, and nothing else', () => {
  const given: ApprovalEvent = {
    kind: 'approved',
    target: 'prod',
    by: 'mia',
    at: at(12),
    via: 'command',
    digest: 'd1',
  };
  const earlier: ApprovalEvent = { kind: 'left', at: at(11) };
  const back: ApprovalEvent = { kind: 'withdrawn', target: 'prod', by: 'ada', at: at(14), of: 'all' };
  expect(fittingLog([shown, earlier, shown, given, back, left, again])).toEqual([given, back, left, again]);
});

test('where clicks do not tell the base, a change of it ends what was shown, once', () => {
  const digests = { prod: 'd1' };
  const changed = withBaseChange([shown], digests, at(15), false);
  expect(changed).toEqual([shown, { kind: 'left', at: at(15) }]);
  expect(withBaseChange([shown], digests, at(15), true)).toEqual([shown]);
  // Shown again in the very second of the change.
  const settled: ApprovalLog = [...changed, { ...shown, at: at(15) }];
  expect(withBaseChange(settled, digests, at(15), false)).toBe(settled);
});
