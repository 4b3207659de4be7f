import { expect, test } from '@jest/globals';
import type { Standing } from '../../../src/policy/approvals/approval-requests.ts';
import { conclude, concludeCluster, type Mode, nothingGiven } from '../../../src/policy/approvals/conclude.ts';
import type { Grant } from '../../../src/policy/approvals/grant.ts';
import { verdictOf } from '../../../src/policy/judge/verdict.ts';
import { nothingJudged, notJudged, unchanged } from '../../report/reviews.ts';

const mode: Mode = { isAdvisory: false, approvals: {} };
const { unjudged } = notJudged;

/** Everybody may give everything, and an administrator has accepted all that could be named. */
const everything: Standing = {
  grants: ['not-judged', 'unjudged', 'missing-namespace'].map(
    (rule): Grant => ({
      kind: 'override',
      rule,
      target: 'prod',
      digest: notJudged.clusters.prod?.digest ?? '',
      reason: 'we know',
      by: 'root',
      at: '2026-11-28T10:00:00Z',
      via: 'command',
      withdrawn: undefined,
    }),
  ),
  mayGive: () => true,
  more: 0,
};

test.each([
  ['beside changes', notJudged],
  ['where no cluster is found', nothingJudged],
  ['where nothing else happens', { ...unchanged, unjudged }],
])('what was not judged %s is a failure, and nobody can override it', (_, review) => {
  expect(verdictOf(review)).toBe('failure');
  expect(conclude(review, nothingGiven, mode).conclusion).toBe('failure');
  expect(conclude(review, everything, mode).conclusion).toBe('failure');
});

test('it concerns every cluster, as it may run in any', () => {
  const conclusion = conclude(notJudged, nothingGiven, mode);
  expect(notJudged.order.map((cluster) => concludeCluster(notJudged, conclusion, cluster, false))).toEqual([
    'failure',
    'failure',
    'failure',
  ]);
});

test('it blocks nothing in advisory mode', () => {
  const conclusion = conclude(notJudged, nothingGiven, { ...mode, isAdvisory: true });
  expect(conclusion.conclusion).toBe('neutral');
  expect(concludeCluster(notJudged, conclusion, 'prod', true)).toBe('neutral');
});

test('an empty list is nothing', () => {
  expect(verdictOf({ ...unchanged, unjudged: [] })).toBe('neutral');
});
