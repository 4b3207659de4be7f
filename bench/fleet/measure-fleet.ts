import { type Measure, median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import { branchOf, type Fleet } from './fleet.ts';
import { comparedMeasures, type EachWay, fleetMeasures, phaseMeasures } from './fleet-measures.ts';
import { type FleetTimes, profileFleet, timeFleet } from './fleet-times.ts';
import { kustomizeRoots } from './kustomize-roots.ts';
import { rootsOf } from './roots-of.ts';
import { withRepository } from './with-repository.ts';

/** The resident memory that the cold review of a large fleet may take. */
const MOST_MEGABYTES = 1500;

/** A fleet's figures, and what its process has found. */
export interface MeasuredFleet {
  readonly measures: readonly Measure[];
  readonly times: FleetTimes;
}

/**
 * Reviews a fleet in every way, and has `kubectl kustomize` build its roots at both revisions.
 *
 * @param goals where they are absent the figures are told, and nothing is asked of them
 */
export function measureFleet(fleet: Fleet, goals: Partial<EachWay> = {}): Promise<MeasuredFleet> {
  const [first] = fleet.kinds;
  return withRepository(fleet, async (path) => {
    const theirs = await kustomizeRoots(fleet.files, first.commits(0), await rootsOf(path));
    const sides = ['main', branchOf(first.name, 0), '--repo', path];
    const diff = ['dist/cli/main.js', 'diff', ...sides, '--format', 'json', '--no-cache'];
    const processes = [1, 2, 3].map(() => timedProcess(process.execPath, diff, [0, 1, 2]).seconds);
    const times = timeFleet(path, kindsOf(fleet));
    const ours = {
      coldProcess: median(processes),
      coldEngine: times.cold.seconds,
      incremental: pullOf(times, first.name).seconds,
    };
    const compared = comparedMeasures(fleet.name, theirs, ours, goals);
    return { measures: [...compared, ...fleetMeasures(fleet.name, times)], times };
  });
}

/** Reviews a fleet in one process; too large to wait for anybody else. */
export async function measureLargeFleet(fleet: Fleet): Promise<MeasuredFleet> {
  const times = await timesOf(fleet);
  return { measures: fleetMeasures(fleet.name, times, MOST_MEGABYTES), times };
}

/** @returns what reviews of all kinds of pull requests of a fleet take */
export function timesOf(fleet: Fleet): Promise<FleetTimes> {
  return withRepository(fleet, (path) => timeFleet(path, kindsOf(fleet)));
}

/** Tells where reviews of a fleet's first kind of pull request spend their time. */
export async function measurePhases(fleet: Fleet): Promise<readonly Measure[]> {
  const phases = await withRepository(fleet, (path) => profileFleet(path, fleet.kinds[0].name));
  return phaseMeasures(fleet.name, phases);
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
