import type { Measure } from '../measure.ts';
import type { FleetPhases, FleetTimes } from './fleet-times.ts';
import type { KustomizedRoots } from './kustomize-roots.ts';
import { PHASES } from './profiled.ts';

/** A figure for each way to review: its seconds, or how many times faster than `kubectl kustomize` it is to be. */
export interface EachWay {
  readonly coldProcess: number;
  readonly coldEngine: number;
  readonly incremental: number;
}

/** @returns the cost of every kind of pull request, of memory, and how fast objects go by. */
export function fleetMeasures(group: string, times: FleetTimes, atMost?: number): readonly Measure[] {
  const { cold, pulls, coldMegabytes, megabytes } = times;
  const { objects } = cold;
  const memory: Measure = { group, name: 'cold engine: peak memory', value: coldMegabytes, unit: 'MB' };
  return [
    { group, name: 'objects, before and after', value: objects, unit: 'count' },
    { group, name: 'cold engine', value: cold.seconds, unit: 'seconds' },
    { group, name: 'cold engine: objects', value: objects / cold.seconds, unit: 'a second' },
    atMost === undefined ? memory : { ...memory, goal: { atMost } },
    ...pulls.map(({ kind, seconds }) => ({
      group,
      name: `incremental: ${kind}`,
      value: seconds,
      unit: 'seconds' as const,
    })),
    ...pulls.slice(0, 1).map(({ seconds }) => ({
      group,
      name: 'incremental: objects',
      value: objects / seconds,
      unit: 'a second' as const,
    })),
    { group, name: 'incremental: peak memory', value: megabytes, unit: 'MB' },
  ];
}

/** @returns how much faster than `kubectl kustomize` reviews of a fleet are; nothing is asked where there are no goals. */
export function comparedMeasures(
  group: string,
  theirs: KustomizedRoots,
  ours: EachWay,
  goals: Partial<EachWay>,
): readonly Measure[] {
  const ratio = (name: string, seconds: number, atLeast: number | undefined): Measure => ({
    ...{ group, name: `${name}: faster`, value: theirs.seconds / seconds, unit: 'times' },
    ...(atLeast === undefined ? {} : { goal: { atLeast } }),
  });
  const left = theirs.failed === 0 ? '' : `; ${theirs.failed} more it cannot build`;
  return [
    {
      group,
      name: `kubectl kustomize, ${theirs.built} roots at both revisions${left}`,
      value: theirs.seconds,
      unit: 'seconds',
    },
    { group, name: 'cold process', value: ours.coldProcess, unit: 'seconds' },
    ratio('cold process', ours.coldProcess, goals.coldProcess),
    ratio('cold engine', ours.coldEngine, goals.coldEngine),
    ratio('incremental', ours.incremental, goals.incremental),
  ];
}

/** @returns where the time of a review goes. */
export function phaseMeasures(fleet: string, phases: FleetPhases): readonly Measure[] {
  return (['cold', 'incremental'] as const).flatMap((way) =>
    PHASES.map((name) => ({
      ...{ group: `${fleet}: the phases of a review, ${way}`, name },
      ...{ value: phases[way][name], unit: 'seconds' as const },
    })),
  );
}
