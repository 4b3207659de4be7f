import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { PHASES } from './profiled.ts';

const costFields = {
  seconds: v.number(),
  /** What the review is about: of all clusters, before and after. */
  objects: v.number(),
  bytesRead: v.number(),
  blobsParsed: v.number(),
  objectsRendered: v.number(),
};

/** What the process that times a fleet prints. */
export const FleetTimesSchema = v.object({
  /** The first review of an engine whose code is warm and whose caches are empty. */
  cold: v.object(costFields),
  /** Reviews of the same engine, each of a commit that it has not seen: medians and means. */
  pulls: v.array(v.object({ kind: v.string(), ...costFields })),
  /** At most, in the cold review. */
  coldMegabytes: v.number(),
  /** At most, in all of them. */
  megabytes: v.number(),
});

export type FleetTimes = v.InferOutput<typeof FleetTimesSchema>;

const secondsSchema = v.object(v.entriesFromList(PHASES, v.number()));

/** What the process that profiles a fleet prints: seconds by phase, of a cold review and of one by a running engine. */
export const FleetPhasesSchema = v.object({ cold: secondsSchema, incremental: secondsSchema });

export type FleetPhases = v.InferOutput<typeof FleetPhasesSchema>;

/** Reviews pull requests of some kinds of a fleet's repository in a process of its own. */
export function timeFleet(repository: string, kinds: readonly string[]): FleetTimes {
  return v.parse(FleetTimesSchema, answerOf('./time-fleet.js', [repository, ...kinds]));
}

/** Tells where reviews of one kind spend their time; apart from the former, as watching costs time itself. */
export function profileFleet(repository: string, kind: string): FleetPhases {
  return v.parse(FleetPhasesSchema, answerOf('./profile-fleet.js', [repository, kind]));
}

function answerOf(script: string, args: readonly string[]): unknown {
  const child = fileURLToPath(new URL(script, import.meta.url));
  const run = spawnSync(process.execPath, ['--expose-gc', child, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  if (run.status !== 0) throw new Error(`${script} ${args.join(' ')} failed`);
  return JSON.parse(run.stdout);
}
