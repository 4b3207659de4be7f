import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const register = new URL('./register-typescript.js', import.meta.url).href;
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real program as a child process, without a terminal. */
export function runProgram(args: readonly string[], where: { cwd?: string; env?: Record<string, string> } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', register, main, ...args], {
    encoding: 'utf8',
    cwd: where.cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...where.env },
  });
  return { code: status, stdout, stderr };
}
