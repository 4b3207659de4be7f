import type { Fleet } from '../../src/promotion/plan/fleet.ts';
import { Random } from '../fuzz/random.ts';

/** Something that is asked for: a unit and a cluster that lacks it. */
export interface Trial {
  readonly unit: string;
  readonly cluster: string;
}

/** @returns every unit with every cluster that lacks it, or as many of them as `most`, chosen by a seed */
export function trialsIn(fleet: Fleet, seed: number, most: number): readonly Trial[] {
  const units = fleet.clusters.map(
    ({ inventory }) => new Set(inventory.objects.flatMap((object) => fleet.units.of(object) ?? [])),
  );
  const all = [...new Set(units.flatMap((each) => [...each]))].sort();
  const trials = fleet.clusters.flatMap(({ cluster }, at) =>
    all.filter((unit) => units[at]?.has(unit) === false).map((unit) => ({ unit, cluster: cluster.name })),
  );
  const random = new Random(seed);
  const mixed = trials.map((trial) => ({ trial, at: random.next() })).sort((a, b) => a.at - b.at);
  return mixed.slice(0, most).map(({ trial }) => trial);
}
