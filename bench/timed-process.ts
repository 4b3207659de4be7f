import { spawnSync } from 'node:child_process';

/** What a whole process printed, and how long it took from spawn to exit. */
export interface TimedProcess {
  readonly output: string;
  readonly seconds: number;
}

/** @throws Error where the command cannot be run, or ends with another code than those given */
export function timedProcess(command: string, args: readonly string[], codes: readonly number[] = [0]): TimedProcess {
  const began = process.hrtime.bigint();
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  if (run.error !== undefined) throw new Error(`${command} cannot be run: ${run.error.message}`);
  if (run.status === null || !codes.includes(run.status))
    throw new Error(`${command} ${args.join(' ')} failed:\n${run.stderr}`);
  return { output: run.stdout, seconds };
}
