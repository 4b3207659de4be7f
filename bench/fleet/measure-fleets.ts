import type { Findings } from '../findings.ts';
import { articleLike } from './article-like.ts';
import { compareFleets } from './compare-fleets.ts';
import type { Fleet, FleetSize } from './fleet.ts';
import type { EachWay } from './fleet-measures.ts';
import { fluxExampleLike } from './flux-example-like.ts';
import { type MeasuredFleet, measureFleet, measureLargeFleet, measurePhases } from './measure-fleet.ts';
import { overlayFleet } from './overlay-fleet.ts';
import { scaleChanges, scaleFleets } from './scaling.ts';
import { sharedFleets } from './shared-fleets.ts';

/** Sizes, and what is asked of them. */
interface Plan {
  readonly size: FleetSize;
  readonly goals: EachWay;
  readonly large: FleetSize;
  /** Of the other shapes. */
  readonly like: FleetSize;
  readonly likeGoals: EachWay;
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

/** @param say hears what comes next */
export async function measureFleets(isQuick: boolean, say: (line: string) => void): Promise<Findings> {
  const { size, goals, large, like, likeGoals } = isQuick ? QUICK : WHOLE;
  const [main, larger] = [overlayFleet(size), overlayFleet(large)];
  const compared = (fleet: Fleet, asked?: EachWay): Promise<MeasuredFleet> => {
    say(`${fleet.name}, and kubectl kustomize`);
    return measureFleet(fleet, asked);
  };
  const small = await compared(main, goals);
  const phases = isQuick ? [] : await measurePhases(main);
  say(larger.name);
  const grown = await measureLargeFleet(larger);
  const others: MeasuredFleet[] = [];
  for (const fleet of [articleLike(like), fluxExampleLike(like)]) others.push(await compared(fleet, likeGoals));
  const real = isQuick ? [] : await sharedFleets();
  if (!isQuick && real.length === 0) say('no real fleets beside the project: left out');
  for (const fleet of real) others.push(await compared(fleet));
  const objects = (large.clusters * large.apps) / (size.clusters * size.apps);
  const measures = [
    ...[small.measures, phases, grown.measures, compareFleets(small.times, grown.times, objects)].flat(),
    ...others.flatMap((each) => each.measures),
  ];
  if (isQuick) return { measures, pictures: [] };
  say('how cost grows with the fleet, and with the change');
  const known = new Map([[main.name, small.times] as const, [larger.name, grown.times] as const]);
  return { measures, pictures: [await scaleFleets(known), await scaleChanges(size)] };
}
