import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measure, median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import type { FleetSize } from './fleet-files.ts';
import { type FleetTimes, timeFleet } from './fleet-times.ts';
import { kustomizeFleet } from './kustomize-fleet.ts';
import { makeRepository } from './make-repository.ts';
import { branchOf, fleetCommits } from './pulls.ts';

/** How many times faster than `kubectl kustomize` a review is to be, cold and incremental. */
export interface FleetGoals {
  readonly coldProcess: number;
  readonly coldEngine: number;
  readonly incremental: number;
}

/** A fleet's figures, and what its process has found. */
export interface MeasuredFleet {
  readonly measures: readonly Measure[];
  readonly times: FleetTimes;
}

/** Reviews a fleet in every way, and has `kubectl kustomize` build all its roots at both revisions. */
export async function measureFleet(size: FleetSize, goals: FleetGoals): Promise<MeasuredFleet> {
  const theirs = await kustomizeFleet(size);
  return withRepository(size, (path) => {
    const sides = ['main', branchOf('one overlay', 0), '--repo', path];
    const diff = ['dist/cli/main.js', 'diff', ...sides, '--format', 'json', '--no-cache'];
    const processes = [1, 2, 3].map(() => timedProcess(process.execPath, diff, [0, 1]).seconds);
    const times = timeFleet(path);
    const group = groupOf(size);
    const seconds = (name: string, value: number): Measure => ({ group, name, value, unit: 'seconds' });
    const ratio = (name: string, ours: number, atLeast: number): Measure => ({
      ...{ group, name: `${name}: faster`, value: theirs / ours, unit: 'times', goal: { atLeast } },
    });
    const coldProcess = median(processes);
    const incremental = pullOf(times, 'one overlay').seconds;
    const measures = [
      seconds('kubectl kustomize, every root at both revisions', theirs),
      seconds('cold process', coldProcess),
      ratio('cold process', coldProcess, goals.coldProcess),
      seconds('cold engine', times.cold.seconds),
      ratio('cold engine', times.cold.seconds, goals.coldEngine),
      ratio('incremental', incremental, goals.incremental),
      ...pullMeasures(size, times),
    ];
    return { measures, times };
  });
}

/** Reviews a fleet in one process; too large to wait for anybody else. */
export function measureLargeFleet(size: FleetSize): MeasuredFleet {
  const times = withRepository(size, timeFleet);
  const group = groupOf(size);
  const cold: Measure = { group, name: 'cold engine', value: times.cold.seconds, unit: 'seconds' };
  const memory: Measure = {
    group,
    name: 'cold engine: peak memory',
    value: times.megabytes,
    unit: 'MB',
    goal: { atMost: 1500 },
  };
  return { measures: [cold, memory, ...pullMeasures(size, times)], times };
}

function pullMeasures(size: FleetSize, { pulls }: FleetTimes): readonly Measure[] {
  return pulls.map(({ kind, seconds }) => ({
    group: groupOf(size),
    name: `incremental: ${kind}`,
    value: seconds,
    unit: 'seconds',
  }));
}

/** @returns what one kind of pull request has cost. */
export function pullOf({ pulls }: FleetTimes, kind: string): FleetTimes['pulls'][number] {
  const found = pulls.find((pull) => pull.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} was timed`);
  return found;
}

function groupOf({ clusters, apps }: FleetSize): string {
  return `${clusters} clusters × ${apps} apps`;
}

function withRepository<T>(size: FleetSize, run: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'blast-radius-bench-'));
  try {
    const path = join(folder, 'fleet.git');
    makeRepository(path, fleetCommits(size));
    return run(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
