import { type ChildProcess, spawn } from 'node:child_process';
import { type GitAnswer, type GitResult, type GitRun, gitStarter } from './git-starter.ts';

/** No configuration of the machine or the user may change what a test sees. */
export const gitEnvironment: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.test',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.test',
};

interface GitOptions {
  readonly input?: string | Buffer;
  readonly environment?: NodeJS.ProcessEnv;
  /** Exit codes that are answers, not failures: `merge-tree` says "conflict" with 1. */
  readonly accept?: readonly number[];
}

/** Runs git in a bare repository; rejects with git's own words when it fails. */
export const runGit = async (
  gitDirectory: string,
  args: readonly string[],
  { input = '', environment = {}, accept = [0] }: GitOptions = {},
): Promise<GitResult> => {
  const env = { ...gitEnvironment, GIT_DIR: gitDirectory, ...environment };
  const result = await ask({ args, cwd: gitDirectory, env, input });
  if (accept.includes(result.code)) return result;
  throw new Error(`git ${args.join(' ')}: ${result.stderr.trim() || `exit ${result.code}`}`);
};

const waiting = new Map<number, (answer: GitAnswer) => void>();
let starter: ChildProcess | undefined;
let lastId = 0;

/** Has a small process start git, which lives as long as this one, and keeps it alive only while something is asked. */
const ask = async (run: GitRun): Promise<GitResult> => {
  starter ??= startStarter();
  lastId += 1;
  const id = lastId;
  const { channel } = starter;
  channel?.ref();
  const answer = await new Promise<GitAnswer>((resolve) => {
    waiting.set(id, resolve);
    starter?.send({ id, ...run });
  });
  waiting.delete(id);
  if (waiting.size === 0) channel?.unref();
  if ('error' in answer) throw new Error(answer.error);
  return answer;
};

const startStarter = (): ChildProcess => {
  const child = spawn(process.execPath, ['--eval', gitStarter], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  child.on('message', (answer: GitAnswer) => waiting.get(answer.id)?.(answer));
  child.on('exit', () => {
    starter = undefined;
    for (const [id, resolve] of waiting) resolve({ id, error: 'what starts git has ended' });
  });
  child.unref();
  return child;
};

/**
 * The output as one trimmed string, for questions that name commits by their ids alone: the answer never changes, so git
 * is asked once.
 */
export const lastingText = (gitDirectory: string, args: readonly string[]): Promise<string> => {
  const key = [gitDirectory, ...args].join('\0');
  const known = lasting.get(key);
  if (known) return known;
  const asked = gitText(gitDirectory, args);
  lasting.set(key, asked);
  asked.then(
    (text) => text.length > 10_000 && lasting.delete(key),
    () => lasting.delete(key),
  );
  return asked;
};

const lasting = new Map<string, Promise<string>>();

/** The output as one trimmed string. */
export const gitText = async (
  gitDirectory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> => (await runGit(gitDirectory, args, options)).stdout.toString().trimEnd();
