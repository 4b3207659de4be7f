import { spawnSync } from 'node:child_process';
import { run } from '../../src/cli/run.ts';
import { builtProgram } from './built-program.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process, without a terminal: what a test costs is what it asks, not a start of Node. */
export async function runProgram(args: readonly string[], where: { readonly cwd?: string } = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const out = (text: string) => {
    stdout += text;
  };
  const err = (text: string) => {
    stderr += text;
  };
  const home = process.cwd();
  process.chdir(where.cwd ?? home);
  try {
    const code = await run(args, {
      out,
      err,
      progress: () => undefined,
      note: () => undefined,
      colour: false,
      width: 100,
    });
    return { code, stdout, stderr };
  } finally {
    process.chdir(home);
  }
}

interface Where {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the real program as a child process, without a terminal: for what only a process shows. */
export function startProgram(args: readonly string[], where: Where = {}): Ran {
  const { status, stdout, stderr } = start(builtProgram('main'), args, where);
  return { code: status, stdout, stderr };
}

/** Runs the program once for each command line, in one child process without a terminal. */
export function startProgramForEach(lines: readonly (readonly string[])[], where: Where = {}): readonly Ran[] {
  const { stdout, stderr } = start(builtProgram('run-each'), [JSON.stringify(lines)], where);
  const errors = stderr.split('\0');
  return stdout
    .split('\0')
    .slice(0, -1)
    .map((text, index) => {
      const [, said = '', code] = /^(.*?)(\d+)$/s.exec(text) ?? [];
      return { code: Number(code), stdout: said, stderr: errors[index] ?? '' };
    });
}

function start(script: string, args: readonly string[], { cwd, env }: Where) {
  return spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    maxBuffer: 1e9,
  });
}
