import { median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import { branchOf, type Fleet } from './fleet.ts';
import { type FleetPhases, type FleetTimes, profileFleet, timeFleet } from './fleet-times.ts';
import { type KustomizedRoots, kustomizeRoots } from './kustomize-roots.ts';
import { rootsOf } from './roots-of.ts';
import { withRepository } from './with-repository.ts';

/** What `kubectl kustomize` and we take for the first kind of a fleet's pull requests, and we for the others. */
export interface ComparedFleet {
  readonly name: string;
  readonly theirs: KustomizedRoots;
  /** Seconds, from spawn to exit. */
  readonly coldProcess: number;
  /** Seconds, of a running engine. */
  readonly incremental: number;
  readonly times: FleetTimes;
}

/** Reviews a fleet in every way, and has `kubectl kustomize` build its roots at both revisions. */
export function compareFleet(fleet: Fleet): Promise<ComparedFleet> {
  const { name, kinds, files } = fleet;
  const [first] = kinds;
  return withRepository(fleet, async (path) => {
    const theirs = await kustomizeRoots(files, first.commits(0), await rootsOf(path));
    const sides = ['main', branchOf(first.name, 0), '--repo', path];
    const diff = ['dist/cli/main.js', 'diff', ...sides, '--format', 'json', '--no-cache'];
    const processes = [1, 2, 3].map(() => timedProcess(process.execPath, diff, [0, 1]).seconds);
    const times = timeFleet(path, kindsOf(fleet));
    const { seconds: incremental } = pullOf(times, first.name);
    return { name, theirs, coldProcess: median(processes), incremental, times };
  });
}

/** @returns what reviews of all kinds of a fleet's pull requests take; `kubectl kustomize` is not waited for. */
export function timesOf(fleet: Fleet): Promise<FleetTimes> {
  return withRepository(fleet, (path) => timeFleet(path, kindsOf(fleet)));
}

/** @returns where reviews of a fleet's first kind of pull request spend their time. */
export function phasesOf(fleet: Fleet): Promise<FleetPhases> {
  return withRepository(fleet, (path) => profileFleet(path, fleet.kinds[0].name));
}

/** @returns what one kind of pull request has cost. */
export function pullOf({ pulls }: FleetTimes, kind: string): FleetTimes['pulls'][number] {
  const found = pulls.find((pull) => pull.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} was timed`);
  return found;
}

function kindsOf({ kinds }: Fleet): readonly string[] {
  return kinds.map(({ name }) => name);
}
