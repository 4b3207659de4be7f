import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { withoutSecrets } from '../../src/git/process/git-error.ts';
import { runGit } from '../../src/git/process/run-git.ts';
import { removeTempFolders, tempRepository } from './temp-repository.ts';

afterAll(removeTempFolders);

test('answers with the exit codes that were expected, and fails with the others', async () => {
  const gitDirectory = join(tempRepository().path, '.git');
  const run = { gitDirectory, args: ['rev-parse', '--verify', '--quiet', 'nothing'], doing: 'looking' };
  expect((await runGit({ ...run, answers: [0, 1] })).exitCode).toBe(1);
  await expect(runGit(run)).rejects.toMatchObject({ code: 'failed', message: 'looking failed: git gave no reason' });
});

test('is over when its time is, when it says too much, and when nobody wants it any more', async () => {
  const repository = tempRepository();
  repository.commit({ big: 'x'.repeat(100_000) });
  const gitDirectory = join(repository.path, '.git');
  const slow = {
    gitDirectory,
    args: ['cat-file', '--batch'],
    doing: 'waiting',
    input: 'HEAD\n'.repeat(1_000_000),
    outputLimit: 1e12,
  };
  await expect(runGit({ ...slow, timeLimit: 1 })).rejects.toMatchObject({
    code: 'timed-out',
    message: 'waiting took longer than 0.001 seconds',
  });
  await expect(
    runGit({ gitDirectory, args: ['cat-file', 'blob', 'main:big'], doing: 'reading', outputLimit: 1000 }),
  ).rejects.toMatchObject({
    code: 'output-too-large',
  });
  const controller = new AbortController();
  const aborted = runGit({ ...slow, signal: controller.signal });
  controller.abort();
  await expect(aborted).rejects.toMatchObject({ code: 'aborted', message: 'waiting was canceled' });
  await expect(runGit({ ...slow, signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
});

test('a directory that is not there is told from a git that is not', async () => {
  const run = runGit({ gitDirectory: '/nowhere/at/all', args: ['version'], doing: 'asking' });
  await expect(run).rejects.toMatchObject({ code: 'not-a-repository' });
});

test('sees nothing of the environment, the user or the system', async () => {
  const gitDirectory = join(tempRepository().path, '.git');
  process.env.GIT_CONFIG_COUNT = '1';
  process.env.GIT_CONFIG_KEY_0 = 'from.environment';
  process.env.GIT_CONFIG_VALUE_0 = 'yes';
  try {
    const { stdout } = await runGit({ gitDirectory, args: ['config', '--list', '--show-scope'], doing: 'listing' });
    const scopes = new Set(
      stdout
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[0]),
    );
    expect([...scopes].toSorted()).toEqual(['command', 'local']);
    expect(stdout.toString('utf8')).not.toContain('from.environment');
  } finally {
    for (const name of ['COUNT', 'KEY_0', 'VALUE_0']) delete process.env[`GIT_CONFIG_${name}`];
  }
});

test.each([
  ['fatal: https://user:pass@example.com/x.git', 'fatal: https://***@example.com/x.git'],
  ['> Authorization: Basic abcdef', '> Authorization: ***'],
  ['token ghs_16C7e42F292c6912E7710c838347Ae178B4a here', 'token *** here'],
  ['the secret word, the secret word', 'the *** word, the *** word'],
])('of %j is said %j', (said, clean) => {
  expect(withoutSecrets(said, ['secret', ''])).toBe(clean);
});
