import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** What a process that renders charts has taken: of CPU, of memory that it keeps, and of memory at most. */
export const ChartTimesSchema = v.object({
  seconds: v.array(v.number()),
  retained: v.array(v.number()),
  megabytes: v.number(),
});

/** @returns what a part of `time-charts` takes, in a process of its own */
export function chartTimes(...args: readonly string[]): v.InferOutput<typeof ChartTimesSchema> {
  const script = fileURLToPath(new URL('./time-charts.js', import.meta.url));
  const run = spawnSync(process.execPath, ['--expose-gc', script, ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`charts could not be timed:\n${run.stderr}`);
  return v.parse(ChartTimesSchema, JSON.parse(run.stdout));
}
