import { afterAll, expect, test } from '@jest/globals';
import { configChange } from '../../src/config/config-change.ts';
import { RULE_IDS } from '../../src/policy/judge/rules.ts';
import { configOfCommits } from '../../src/server/render/config-of-commits.ts';
import { fleetClone } from '../cli/fleet-clone.ts';
import { runProgram } from '../cli/run-program.ts';
import { type Layout, reviewOf } from '../review/review-of.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const path = '.github/blast-radius.yml';

/** A token that somebody has pasted in the wrong place. */
const token = 'ghp_Zx9Qk7tUvW3abcdefghijABCDEFGHIJ01234';

const invalid = {
  'a value that is none of several': `overrides: { permission: ${token} }\n`,
  'a value of another kind': `approvals: { prod: { anyOf: [user: ada], count: ${token} } }\n`,
  'a key': `${token}: x\n`,
  'a word of a rule': `rules: { ${token}: off }\n`,
};

const clone = fleetClone();

afterAll(() => clone.remove());

test.each(Object.entries(invalid))('no complaint about the configuration holds a token: %s', async (_what, text) => {
  clone.write(path, text);
  clone.commit('invalid');
  const complaints = [
    findingsOf({}, { [path]: text }),
    findingsOf({ [path]: text }, { [path]: 'rules: {}\n' }),
    await orError(async () => configOfCommits(memoryTree({ [path]: text }), memoryTree({ [path]: text }))),
    JSON.stringify(await runProgram(['config', 'check', '--work-tree'], { cwd: clone.folder })),
    JSON.stringify(await runProgram(['where'], { cwd: clone.folder })),
  ];
  for (const complaint of complaints) {
    expect(complaint).toContain('***');
    expect(complaint).not.toContain('Zx9Qk7');
  }
});

function findingsOf(before: Layout, after: Layout): string {
  const change = configChange(memoryTree(before), memoryTree(after), RULE_IDS);
  if (change.kind !== 'judged') throw new Error('this change is not judged');
  return JSON.stringify(reviewOf(before, after, { configEdit: change.edit }).findings);
}

async function orError(act: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await act());
  } catch (error) {
    return error instanceof Error ? JSON.stringify({ ...error, message: error.message }) : String(error);
  }
}
