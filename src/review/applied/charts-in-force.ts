import type { ReadyChart } from '../../flux/helm/open-chart.ts';
import type { SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { HUB } from '../../flux/objects/spoke.ts';
import { specKey } from '../../flux/roots/in-force.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { asksForSameChart, isChartEdited, isChartStale } from '../reach/release-change.ts';

/**
 * @param isHeld whether a source, in the cluster in which it stands, is suspended
 * @returns the charts in sources of files that come out otherwise and that Flux does not take, as they keep their version, or
 *   as their source stands still
 */
export function chartsInForce(
  before: Inventory | undefined,
  after: Inventory,
  isHeld: (home: string, source: SourceRef) => boolean,
): ReadonlyMap<string, ReadyChart> {
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
      if (is?.chart === undefined || !isChartEdited(release.from, is)) return [];
      const stands = asksForSameChart(release.from, is) && isHeld(home, is.chart.source);
      return stands || isChartStale(release.from, is) ? [[key, release.localChart] as const] : [];
    }),
  );
}
