import { spawn } from 'node:child_process';

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

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
export const runGit = (
  gitDirectory: string,
  args: readonly string[],
  { input = '', environment = {}, accept = [0] }: GitOptions = {},
): Promise<GitResult> =>
  new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: gitDirectory,
      env: { ...gitEnvironment, GIT_DIR: gitDirectory, ...environment },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const result = { code: code ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() };
      if (accept.includes(result.code)) resolve(result);
      else reject(new Error(`git ${args.join(' ')}: ${result.stderr.trim() || `exit ${result.code}`}`));
    });
    // A child that fails early closes its input; its exit code tells the story better than EPIPE.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

/** The output as one trimmed string. */
export const gitText = async (
  gitDirectory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> => (await runGit(gitDirectory, args, options)).stdout.toString().trimEnd();
