import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const costFields = { seconds: v.number(), bytesRead: v.number(), blobsParsed: v.number(), objectsRendered: v.number() };

/** What the process that times a fleet prints. */
export const FleetTimesSchema = v.object({
  /** The first review of an engine whose code is warm and whose caches are empty. */
  cold: v.object(costFields),
  /** Reviews of the same engine, each of a commit that it has not seen: medians and means. */
  pulls: v.array(v.object({ kind: v.string(), ...costFields })),
  /** At most, in the cold review. */
  megabytes: v.number(),
});

export type FleetTimes = v.InferOutput<typeof FleetTimesSchema>;

const child = fileURLToPath(new URL('./time-fleet.js', import.meta.url));

/** Reviews the pull requests of a fleet's repository in a process of its own. */
export function timeFleet(repository: string): FleetTimes {
  const run = spawnSync(process.execPath, ['--expose-gc', child, repository], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`the fleet of ${repository} could not be timed`);
  return v.parse(FleetTimesSchema, JSON.parse(run.stdout));
}
