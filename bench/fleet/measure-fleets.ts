import type { Findings } from '../findings.ts';
import type { Measure } from '../measure.ts';
import { articleLike } from './article-like.ts';
import { compareFleet, phasesOf, timesOf } from './compare-fleet.ts';
import type { Fleet, FleetSize } from './fleet.ts';
import {
  comparedMeasures,
  type FleetGoals,
  kindMeasures,
  phaseMeasures,
  rowOf,
  throughputMeasures,
} from './fleet-measures.ts';
import { fluxExampleLike } from './flux-example-like.ts';
import { growthMeasures } from './growth-measures.ts';
import { overlayFleet } from './overlay-fleet.ts';
import { scaleChanges, scaleFleets } from './scaling.ts';
import { sharedFleets } from './shared-fleets.ts';

/** Sizes, and what is asked of them. */
interface Plan {
  readonly size: FleetSize;
  readonly goals: FleetGoals;
  readonly large: FleetSize;
  /** Of the other shapes. */
  readonly like: FleetSize;
  readonly likeGoals: FleetGoals;
}

const WHOLE: Plan = {
  size: { clusters: 20, apps: 50 },
  goals: { coldProcess: 15, coldEngine: 25, incremental: 300 },
  large: { clusters: 200, apps: 100 },
  like: { clusters: 10, apps: 20 },
  likeGoals: { coldProcess: 3, coldEngine: 10, incremental: 50 },
};

/** Starting costs what it costs: a small fleet shows less of what the real kustomize does. */
const QUICK: Plan = {
  size: { clusters: 5, apps: 10 },
  goals: { coldProcess: 2, coldEngine: 5, incremental: 40 },
  large: { clusters: 20, apps: 20 },
  like: { clusters: 3, apps: 6 },
  likeGoals: { coldProcess: 1, coldEngine: 3, incremental: 15 },
};

/** The resident memory that the cold review of the large fleet may take. */
const MOST_MEGABYTES = 1500;

/** @param say hears what comes next */
export async function measureFleets(isQuick: boolean, say: (line: string) => void): Promise<Findings> {
  const plan = isQuick ? QUICK : WHOLE;
  const [main, large] = [overlayFleet(plan.size), overlayFleet(plan.large)];
  say(`${main.name}, and kubectl kustomize`);
  const compared = await compareFleet(main);
  say(`${large.name}, and no kustomize`);
  const [small, grown] = [compared.times, await timesOf(large)];
  const measures = [
    ...comparedMeasures(compared, plan.goals),
    ...throughputMeasures(main.name, small),
    ...throughputMeasures(large.name, grown, MOST_MEGABYTES),
    ...kindMeasures(main.name, small),
    ...kindMeasures(large.name, grown),
    ...growthMeasures(small, grown),
    ...(await otherFleets(plan, isQuick, say)),
  ];
  if (isQuick) return { measures, pictures: [] };
  say('the phases of a review; how its cost grows with the fleet, and with the change');
  const known = new Map([[main.name, small] as const, [large.name, grown] as const]);
  return {
    measures: [...measures, ...phaseMeasures(main.name, await phasesOf(main))],
    pictures: [await scaleFleets(known), await scaleChanges(plan.size)],
  };
}

async function otherFleets(plan: Plan, isQuick: boolean, say: (line: string) => void): Promise<readonly Measure[]> {
  const rows: Measure[] = [];
  const add = async (fleet: Fleet, goals?: FleetGoals) => {
    say(`${fleet.name}, and kubectl kustomize`);
    rows.push(...rowOf(await compareFleet(fleet), goals));
  };
  for (const fleet of [articleLike(plan.like), fluxExampleLike(plan.like)]) await add(fleet, plan.likeGoals);
  if (isQuick) return rows;
  const real = await sharedFleets();
  if (real.length === 0) say('no real fleets beside the project: left out');
  for (const fleet of real) await add(fleet);
  return rows;
}
