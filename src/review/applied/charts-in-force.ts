import type { ReadyChart } from '../../flux/helm/open-chart.ts';
import { HUB } from '../../flux/objects/spoke.ts';
import { specKey } from '../../flux/roots/in-force.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { isChartStale } from '../reach/release-change.ts';

/** @returns the charts in sources of files that come out otherwise and that Flux does not take, as they keep their version */
export function chartsInForce(before: Inventory | undefined, after: Inventory): ReadonlyMap<string, ReadyChart> {
  if (before === undefined) return new Map();
  const clusters = [[HUB, after] as const, ...after.spokes];
  const now = new Map(
    clusters.flatMap(([home, { releases }]) => releases.map((each) => [specKey(home, each.resource), each] as const)),
  );
  return new Map(
    rootsAround(before).all.flatMap(({ home, release }) => {
      if (release?.localChart === undefined) return [];
      const key = specKey(home, release.holder.resource);
      const is = now.get(key);
      return is !== undefined && isChartStale(release.from, is) ? [[key, release.localChart] as const] : [];
    }),
  );
}
