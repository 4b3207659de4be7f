import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { RULE_IDS } from '../../src/policy/judge/rules.ts';
import { reviewCase } from './review-case.ts';
import { caseFleet, caseWorkspace, type RuleCase, ruleCases } from './rule-case.ts';

const cases = ruleCases();

const workspace = caseWorkspace();

test.each(cases.map((each) => [each.rule, each.name.replaceAll('-', ' '), each] as const))(
  '%s: %s',
  (rule, _, each) => {
    const { findings } = reviewCase(each, workspace);
    const said = {
      findings: findings.filter((finding) => finding.rule === rule),
      also: [...new Set(findings.map((finding) => finding.rule))].filter((id) => id !== rule).sort(),
    };
    if (process.env.UPDATE_GOLDEN === '1') record(each, said);
    else expect(said).toEqual({ findings: each.findings, also: each.also });
  },
);

test('every rule has a case in which it speaks and one in which it does not, and every case a rule', () => {
  const speaking = new Set(cases.filter(({ findings }) => findings.length > 0).map(({ rule }) => rule));
  const silent = new Set(cases.filter(({ findings }) => findings.length === 0).map(({ rule }) => rule));
  const ids = [...RULE_IDS].sort();
  expect([...speaking].sort()).toEqual(ids);
  expect([...silent].sort()).toEqual(ids);
});

test('the fleet that the cases start from is whole: of its unchanged tree nothing is said, and nothing stands', () => {
  const { findings, untold, verdict } = reviewCase({ before: caseFleet(), after: caseFleet(), config: undefined });
  expect({ findings, untold, verdict }).toEqual({ findings: [], untold: [], verdict: 'neutral' });
});

/** Writes what is said behind what is given; the diff is then read by a person. */
function record({ path }: RuleCase, { findings, also }: { findings: readonly unknown[]; also: readonly string[] }) {
  const [given = ''] = readFileSync(path, 'utf8').split(/^(?:findings|also):/m);
  const said = { ...(findings.length > 0 ? { findings } : {}), ...(also.length > 0 ? { also } : {}) };
  const text = Object.keys(said).length === 0 ? '' : stringify(said, { lineWidth: 0 });
  writeFileSync(path, `${given.trimEnd()}\n${text}`);
}
