import type { Measure } from '../measure.ts';
import type { ComparedFleet } from './compare-fleet.ts';
import type { FleetPhases, FleetTimes } from './fleet-times.ts';
import { PHASES } from './profiled.ts';

/** How many times faster than `kubectl kustomize` each way to review is to be. */
export interface FleetGoals {
  readonly coldProcess: number;
  readonly coldEngine: number;
  readonly incremental: number;
}

/** @returns a fleet's reviews against `kubectl kustomize`, one below the other. */
export function comparedMeasures(fleet: ComparedFleet, goals: FleetGoals): readonly Measure[] {
  const { name: group, theirs, coldProcess, times, incremental } = fleet;
  const seconds = (name: string, value: number): Measure => ({ group, name, value, unit: 'seconds' });
  const faster = (name: string, ours: number, atLeast: number): Measure => ({
    ...{ group, name: `${name}: faster`, value: theirs.seconds / ours, unit: 'times', goal: { atLeast } },
  });
  return [
    seconds('kubectl kustomize, every root at both revisions', theirs.seconds),
    seconds('cold process', coldProcess),
    faster('cold process', coldProcess, goals.coldProcess),
    seconds('cold engine', times.cold.seconds),
    faster('cold engine', times.cold.seconds, goals.coldEngine),
    seconds('incremental', incremental),
    faster('incremental', incremental, goals.incremental),
  ];
}

/** @returns the same of one of several fleets, as a row; without goals nothing is asked. */
export function rowOf(fleet: ComparedFleet, goals?: FleetGoals): readonly Measure[] {
  const { name, theirs, coldProcess, times, incremental } = fleet;
  const cell = (column: string, value: number, unit: Measure['unit']): Measure => ({
    ...{ group: 'other fleets, against kubectl kustomize', name, column, value, unit },
  });
  const faster = (column: string, ours: number, atLeast: number | undefined): Measure => ({
    ...cell(column, theirs.seconds / ours, 'times'),
    ...(atLeast === undefined ? {} : { goal: { atLeast } }),
  });
  return [
    cell('objects', times.cold.objects / 2, 'count'),
    cell('roots', theirs.built, 'count'),
    cell('left out', theirs.failed, 'count'),
    cell('kustomize', theirs.seconds, 'seconds'),
    faster('cold process', coldProcess, goals?.coldProcess),
    faster('cold engine', times.cold.seconds, goals?.coldEngine),
    faster('incremental', incremental, goals?.incremental),
  ];
}

/** @returns how fast objects go by, and what memory that takes. */
export function throughputMeasures(group: string, times: FleetTimes, atMost?: number): readonly Measure[] {
  const { cold, pulls, coldMegabytes, megabytes } = times;
  const memory: Measure = { group, name: 'cold engine: peak memory', value: coldMegabytes, unit: 'MB' };
  const speed = (way: string, seconds = Number.NaN): Measure => ({
    ...{ group, name: `${way}: objects`, value: cold.objects / seconds, unit: 'a second' },
  });
  return [
    { group, name: 'objects, before and after', value: cold.objects, unit: 'count' },
    speed('cold engine', cold.seconds),
    speed('incremental', pulls[0]?.seconds),
    atMost === undefined ? memory : { ...memory, goal: { atMost } },
    { group, name: 'incremental: peak memory', value: megabytes, unit: 'MB' },
  ];
}

/** @returns what each kind of pull request takes in a fleet, as a column. */
export function kindMeasures(fleet: string, { cold, pulls }: FleetTimes): readonly Measure[] {
  const group = 'the time of a review, by what is changed';
  const reviews = [{ kind: 'one overlay, cold', seconds: cold.seconds }, ...pulls];
  return reviews.map(({ kind: name, seconds: value }) => ({ group, name, column: fleet, value, unit: 'seconds' }));
}

/** @returns where the time of a review goes. */
export function phaseMeasures(fleet: string, phases: FleetPhases): readonly Measure[] {
  const group = `the phases of a review, ${fleet}`;
  return PHASES.flatMap((name) =>
    (['cold', 'incremental'] as const).map((column) => ({
      ...{ group, name, column, value: phases[column][name], unit: 'seconds' as const },
    })),
  );
}
