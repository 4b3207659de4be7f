import { expect, test } from '@jest/globals';
import { defaultConfig } from '../../src/config/default-config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { RULE_IDS } from '../../src/policy/judge/rules.ts';
import { soundness } from '../../src/report/model/soundness.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { reviewOf } from '../review/review-of.ts';
import { caseFleet, edited, type Files } from './rule-case.ts';

const fleet = caseFleet();
const gainsShop = { 'clusters/prod/apps/kustomization.yaml': [['prod', 'prod\n  - ../../../apps/shop/base']] } as const;
const commented = { 'apps/shop/base/deployment.yaml': [['apiVersion', '# a shop\napiVersion']] } as const;

const rules = (text: string) => {
  const read = readConfig(new Source(`rules: ${text}`), RULE_IDS);
  return read.kind === 'config' ? read.config : defaultConfig;
};

test.each([
  ['{}', 'error', 0],
  ['{ missing-namespace: warning }', 'warning', 0],
  ['{ missing-namespace: { severity: notice, except: ["apps/**"] } }', 'notice', 0],
  ['{ missing-namespace: off }', undefined, 0],
  ['{ missing-namespace: { except: ["clusters/prod/**"] } }', undefined, 1],
])('with %s a missing namespace is %s', (text, severity, excepted) => {
  const { findings, untold } = change(fleet, edit(fleet, gainsShop), text);
  expect(findings.find(({ rule }) => rule === 'missing-namespace')?.severity).toBe(severity);
  expect(untold?.find(({ rule }) => rule === 'missing-namespace')?.excepted ?? 0).toBe(excepted);
});

test('what stands before and after is counted, in the soundness line too, and not told', () => {
  const before = edit(fleet, gainsShop);
  const result = change(before, edit(before, commented), '{}');
  expect(result.findings.filter(({ rule }) => rule === 'missing-namespace')).toEqual([]);
  expect(result.untold?.filter(({ rule }) => rule === 'missing-namespace')).toEqual([
    { rule: 'missing-namespace', standing: 1, excepted: 0 },
  ]);
  const standing = (result.untold ?? []).reduce((total, each) => total + each.standing, 0);
  expect(soundness(result, 0)).toMatch(new RegExp(` · ${standing} standing\\b`));
});

test('a rule that does not exist is a mistake of the configuration, with the nearest one that does', () => {
  expect(readConfig(new Source('rules:\n  missing-namepsace: off\n'), RULE_IDS)).toMatchObject({
    kind: 'invalid',
    problems: [{ line: 2, fix: 'did you mean "missing-namespace"?' }],
  });
});

function edit(files: Files, edits: Readonly<Record<string, readonly (readonly [string, string])[]>>): Files {
  return edited(files, edits, 'the test');
}

function change(before: Files, after: Files, text: string): Review {
  return reviewOf(before, after, { config: rules(text) });
}
