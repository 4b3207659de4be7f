import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

/** The median CPU of a review by an engine that runs, and the most memory that its process has held. */
const EngineTimesSchema = v.object({ seconds: v.number(), megabytes: v.optional(v.number()) });

export type EngineTimes = v.InferOutput<typeof EngineTimesSchema>;

/**
 * @param branches reviewed one after the other, of which none has been seen before
 * @param counted so many of them count, the last
 * @throws Error where they cannot be reviewed
 */
export function engineTimes(repository: string, branches: readonly string[], counted: number): EngineTimes {
  const script = fileURLToPath(new URL('./time-engine.js', import.meta.url));
  const run = spawnSync(process.execPath, [script, repository, String(counted), ...branches], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`an engine could not be timed:\n${run.stderr}`);
  return v.parse(EngineTimesSchema, JSON.parse(run.stdout));
}
