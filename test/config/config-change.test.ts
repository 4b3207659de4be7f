import { expect, test } from '@jest/globals';
import type { Config } from '../../src/config/config.ts';
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
  expect(change(app, other)).toEqual({ kind: 'judged', config: defaultConfig });
  expect(change({ ...app, ...valid }, { ...other, ...valid })).toEqual({ kind: 'judged', config: advisory });
});

test('one that comes, changes or goes is judged by what held before', () => {
  const edited = (config: Config, becomes: Config) => ({ kind: 'judged', config, edit: { kind: 'edited', becomes } });
  expect(change(app, { ...app, ...valid })).toEqual(edited(defaultConfig, advisory));
  expect(change(valid, { [path]: 'checks: {}\n' })).toEqual(edited(advisory, defaultConfig));
  expect(change({ ...app, ...valid }, app)).toEqual(edited(advisory, defaultConfig));
});

test('one that becomes invalid is told with every mistake', () => {
  const broken = (config: Config) => ({ kind: 'judged', config, edit: { kind: 'broken', problems: [problem] } });
  expect(change(valid, invalid)).toEqual(broken(advisory));
  expect(change(app, { ...app, ...invalid })).toEqual(broken(defaultConfig));
});

test('over an invalid one nothing can be judged, unless the merge repairs it and does nothing else', () => {
  const unjudged = { kind: 'invalid', problems: [problem] };
  expect(change({ ...app, ...invalid }, { ...other, ...invalid })).toEqual({ ...unjudged, isRepaired: false });
  expect(change(invalid, { [path]: 'rules: { x: off }\n' })).toEqual({ ...unjudged, isRepaired: false });
  expect(change({ ...app, ...invalid }, { ...other, ...valid })).toEqual({ ...unjudged, isRepaired: true });
  const edit = { kind: 'repaired', becomes: defaultConfig, problems: [problem] };
  expect(change({ ...app, ...invalid }, app)).toEqual({ kind: 'judged', config: defaultConfig, edit });
});

test('one of a misspelled name is as wrong as an invalid one, and renaming it is a repair', () => {
  const misnamed = { '.github/blast-radius.yaml': 'checks: { advisory: true }\n' };
  const wrong = {
    message: '.github/blast-radius.yml is not there, and .github/blast-radius.yaml is not read',
    fix: 'rename it to .github/blast-radius.yml',
    ...{ line: 1, column: 1, path: '' },
  };
  const edit = { kind: 'broken', problems: [wrong] };
  expect(change(app, { ...app, ...misnamed })).toEqual({ kind: 'judged', config: defaultConfig, edit });
  expect(change({ ...app, ...valid }, { ...app, ...misnamed })).toEqual({ kind: 'judged', config: advisory, edit });
  expect(change({ ...app, ...misnamed }, { ...other, ...misnamed })).toMatchObject({ kind: 'invalid' });
  expect(change({ ...app, ...misnamed }, { ...app, ...valid })).toMatchObject({
    config: defaultConfig,
    edit: { kind: 'repaired', becomes: advisory, problems: [wrong] },
  });
  expect(change(misnamed, { ...app, ...valid })).toMatchObject({ kind: 'invalid', isRepaired: true });
  expect(change(valid, { ...valid, ...misnamed })).toEqual({ kind: 'judged', config: advisory });
});

test('a repair cannot let itself pass', () => {
  const lax =
    'rules: { latest-tag: off }\noverrides: { permission: read }\nchecks: { advisory: true, perCluster: true }\n';
  expect(change(invalid, { [path]: lax })).toMatchObject({
    edit: { becomes: { overrides: { permission: 'read' }, checks: { advisory: true, perCluster: true } } },
    config: {
      rules: { 'latest-tag': { severity: 'off' } },
      overrides: { permission: 'admin' },
      checks: { advisory: false, perCluster: true },
    },
  });
});

test('one that cannot be read is not absent', () => {
  const problems = [{ message: `${path} is a directory`, line: 1, column: 1, path: '', fix: 'make it a file' }];
  expect(change({ [`${path}/readme`]: 'a directory\n' }, app)).toEqual({ kind: 'invalid', problems, isRepaired: true });
  const link = memoryTree({ ...app, [path]: { link: '../app.yaml' } });
  expect(configChange(memoryTree(app), link, rules)).toMatchObject({ config: defaultConfig, edit: { kind: 'broken' } });
});
