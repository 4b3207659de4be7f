import { expect, test } from '@jest/globals';
import { configChange } from '../../src/config/config-change.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const path = '.github/blast-radius.yml';
const rules = new Set(['latest-tag']);
const change = (before: Record<string, string>, after: Record<string, string>) =>
  configChange(memoryTree(before), memoryTree(after), rules);

const app = { 'app.yaml': 'a: 1\n' };
const other = { 'app.yaml': 'a: 2\n' };
const valid = { [path]: 'checks: { advisory: true }\n' };
const invalid = { [path]: '# by hand\nrules: { lates-tag: off }\n' };
const advisory = { ...defaultConfig, checks: { perCluster: false, advisory: true } };
const problem = {
  message: '"lates-tag" is not a rule',
  line: 2,
  column: 10,
  path: 'rules.lates-tag',
  fix: 'did you mean "latest-tag"?',
};

test('without a file the defaults hold; one that the merge leaves alone holds as it is', () => {
  expect(change(app, other)).toEqual({ kind: 'untouched', config: defaultConfig });
  expect(change({ ...app, ...valid }, { ...other, ...valid })).toEqual({ kind: 'untouched', config: advisory });
});

test('one that comes, changes or goes is judged by what held before', () => {
  expect(change(app, { ...app, ...valid })).toEqual({ kind: 'edited', config: defaultConfig });
  expect(change(valid, { [path]: 'checks: {}\n' })).toEqual({ kind: 'edited', config: advisory });
  expect(change({ ...app, ...valid }, app)).toEqual({ kind: 'edited', config: advisory });
});

test('one that becomes invalid is told with every mistake', () => {
  expect(change(valid, invalid)).toEqual({ kind: 'broken', config: advisory, problems: [problem] });
  expect(change(app, { ...app, ...invalid })).toEqual({ kind: 'broken', config: defaultConfig, problems: [problem] });
});

test('over an invalid one nothing can be judged, unless the merge repairs it and does nothing else', () => {
  expect(change({ ...app, ...invalid }, { ...other, ...invalid })).toEqual({ kind: 'invalid', problems: [problem] });
  expect(change(invalid, { [path]: 'rules: { x: off }\n' })).toEqual({ kind: 'invalid', problems: [problem] });
  const repaired = { kind: 'repaired', problems: [problem] };
  expect(change({ ...app, ...invalid }, { ...app, ...valid })).toEqual({ ...repaired, isAlone: true });
  expect(change({ ...app, ...invalid }, app)).toEqual({ ...repaired, isAlone: true });
  expect(change({ ...app, ...invalid }, { ...other, ...valid })).toEqual({ ...repaired, isAlone: false });
});

test('one that cannot be read is not absent', () => {
  expect(change({ [`${path}/readme`]: 'a directory\n' }, app)).toEqual({
    kind: 'repaired',
    problems: [{ message: `${path} is a directory`, line: 1, column: 1, path: '', fix: 'make it a file' }],
    isAlone: false,
  });
});
