import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { ReviewSchema } from '../../src/review/contract/review.ts';
import { removeTempFolders, type TempRepository, tempRepository } from '../git/temp-repository.ts';
import { meetingFleet, pairs } from '../review/meet-pairs.ts';
import { runProgram } from './run-program.ts';

let clone: TempRepository;
let start: string;

beforeAll(() => {
  clone = tempRepository();
  start = clone.commit(meetingFleet);
  // Whoever merges in turn merges into a base that has moved on.
  clone.commit({ ...meetingFleet, 'README.md': 'A fleet.\n' });
});
afterAll(removeTempFolders);

const diff = (...args: readonly string[]) => runProgram(['diff', ...args, '--repo', clone.path]);

test.each(Object.entries(pairs))('%s', async (_, { own, other, said }) => {
  clone.commit({ ...meetingFleet, ...own }, { branch: 'own', parents: [start] });
  clone.commit({ ...meetingFleet, ...other }, { branch: 'other', parents: [start] });
  const { stdout } = await diff('--merge', 'main', 'own', '--with', 'other', '--format', 'markdown');
  expect(stdout.split('\n').filter((line) => line.startsWith('- `other`: '))).toEqual([`- \`other\`: ${said}`]);
});

test('the text tells all of it, JSON has it by the published contract, and the exit code is that of the change alone', async () => {
  const brings = pairs['a set that a cluster takes, and what comes into the set'];
  clone.commit({ ...meetingFleet, ...brings?.own }, { branch: 'own', parents: [start] });
  const head = clone.commit({ ...meetingFleet, ...brings?.other }, { branch: 'other', parents: [start] });
  const merge = ['--merge', 'main', 'own'];
  const { code, stdout } = await diff(...merge, '--with', 'other');
  const line = 'with other: together they bring ConfigMap shop/six in prod, which neither does alone\n\n';
  expect(stdout).toContain(line);
  expect({ code, stdout: stdout.replace(line, '') }).toEqual(
    await diff(...merge).then(({ code, stdout }) => ({ code, stdout })),
  );
  const json = await diff(...merge, '--with', 'other', '--format', 'json');
  const { meets } = v.parse(v.strictObject(ReviewSchema.entries), JSON.parse(json.stdout));
  expect(meets).toEqual([
    {
      with: 'other',
      head,
      conflicts: [],
      effects: [
        {
          kind: 'together',
          clusters: ['prod'],
          becomes: 'gained',
          objects: [{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'six' }],
        },
      ],
    },
  ]);
});

test('one that conflicts with its base is not compared', async () => {
  const { own, other } = pairs['the same line, otherwise'] ?? {};
  const base = clone.commit({ ...meetingFleet, ...other }, { branch: 'moved', parents: [start] });
  clone.commit({ ...meetingFleet, ...own }, { branch: 'own', parents: [start] });
  clone.commit({ ...meetingFleet, ...other }, { branch: 'other', parents: [base] });
  const { stdout } = await diff('--merge', 'moved', 'own', '--with', 'other');
  expect(stdout).toContain('with other: what they do together is not known, as this one conflicts with its base\n');
});

test.each([
  [['main...own', '--with', 'other'], '--with is for what a merge does: omit the revisions, or use --merge BASE HEAD'],
  [['--work-tree', '--with', 'other'], '--with is for what a merge does: omit the revisions, or use --merge BASE HEAD'],
  [['--merge', 'main', 'own', '--with', 'othr'], 'there is no revision "othr" here; did you mean other?'],
])('%j is wrong usage', async (args, message) => {
  expect(await diff(...args)).toEqual({ code: 64, stdout: '', stderr: `blast-radius: ${message}\n` });
});
