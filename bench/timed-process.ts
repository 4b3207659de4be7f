import { spawnSync } from 'node:child_process';

/** What a whole process printed, and how long it took from spawn to exit. */
export interface TimedProcess {
  readonly output: string;
  readonly code: number;
  readonly seconds: number;
}

/**
 * @param environment in place of this process' own
 * @throws Error where the command cannot be run, or ends with another code than those given
 */
export function timedProcess(
  command: string,
  args: readonly string[],
  codes: readonly number[] = [0],
  environment: NodeJS.ProcessEnv = process.env,
): TimedProcess {
  const began = process.hrtime.bigint();
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, env: environment });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (run.error !== undefined) throw new Error(`${command} cannot be run: ${run.error.message}`);
  if (run.status === null || !codes.includes(run.status))
    throw new Error(`${command} ${args.join(' ')} failed:\n${run.stderr}`);
  return { output: run.stdout, code: run.status, seconds };
}
