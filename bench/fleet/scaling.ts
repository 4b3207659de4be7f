import type { Line, Picture } from '../findings.ts';
import { timesOf } from './compare-fleet.ts';
import type { FleetSize } from './fleet.ts';
import type { FleetTimes } from './fleet-times.ts';
import { overlayFleet, overlayFleetOf } from './overlay-fleet.ts';

const SIZES: readonly FleetSize[] = [
  { clusters: 5, apps: 10 },
  { clusters: 10, apps: 25 },
  { clusters: 20, apps: 50 },
  { clusters: 50, apps: 70 },
  { clusters: 100, apps: 100 },
  { clusters: 200, apps: 100 },
];

const CHANGED = [1, 10, 100, 1000];

/** @param known times of fleets that need not be taken again, by name */
export async function scaleFleets(known: ReadonlyMap<string, FleetTimes>): Promise<Picture> {
  const all: Timed[] = [];
  for (const size of SIZES) {
    const { name, files, kinds } = overlayFleet(size);
    const times = known.get(name) ?? (await timesOf({ name, files, kinds: [kinds[0]] }));
    all.push({ size: times.cold.objects / 2, times });
  }
  return {
    file: 'performance-fleet.svg',
    title: 'The time of a review, by the size of the fleet',
    across: 'objects in the fleet',
    told: 'Pull requests that change one overlay. A cold review reads the whole fleet and grows with it; the review of a running engine grows with the change.',
    lines: linesOf(all),
  };
}

/** @param size of the fleet whose overlays are changed, more of them with each pull request */
export async function scaleChanges(size: FleetSize): Promise<Picture> {
  const all: Timed[] = [];
  for (const changed of CHANGED) all.push({ size: changed, times: await timesOf(overlayFleetOf(size, changed)) });
  return {
    file: 'performance-change.svg',
    title: 'The time of a review, by the size of the change',
    across: 'overlays changed',
    told: `Pull requests to ${size.clusters} clusters × ${size.apps} apps; the largest changes every overlay.`,
    lines: linesOf(all),
  };
}

interface Timed {
  readonly size: number;
  readonly times: FleetTimes;
}

function linesOf(all: readonly Timed[]): readonly Line[] {
  return [
    { name: 'cold', points: all.map(({ size, times }) => ({ size, seconds: times.cold.seconds })) },
    { name: 'incremental', points: all.map(({ size, times }) => ({ size, seconds: times.pulls[0]?.seconds ?? 0 })) },
  ];
}
