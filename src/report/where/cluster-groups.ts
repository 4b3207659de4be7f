import { isStageName } from '../../fleet/find/names/promotion-order.ts';
import type { FoundCluster } from '../../fleet/where/where-contract.ts';
import type { FleetData } from './fleet-data.ts';

/** As many columns can be read side by side. */
const MOST_COLUMNS = 12;

/**
 * Groups the clusters of a large fleet by stage and region, as far as their names tell: `prod-eu-1` and `prod-eu-2` are
 * `prod eu`.
 *
 * @param clusters in promotion order
 * @returns groups in the order of their first clusters; none of a fleet that can be read without, and where names tell nothing
 */
export function clusterGroups(clusters: readonly Pick<FoundCluster, 'name' | 'path'>[]): FleetData['groups'] {
  if (clusters.length <= MOST_COLUMNS) return [];
  for (const keyOf of [stageAndRegion, stage]) {
    const groups = new Map<string, number[]>();
    for (const [index, cluster] of clusters.entries()) {
      const key = keyOf(cluster);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [index]);
      else known.push(index);
    }
    if (groups.size > 1 && groups.size <= clusters.length / 2)
      return [...groups].map(([name, members]) => ({ name, clusters: members }));
  }
  return [];
}

/** The stage first, and what else the name says but for numbers, which only count. */
function stageAndRegion(cluster: Pick<FoundCluster, 'name' | 'path'>): string {
  const words = wordsOf(cluster.name);
  return [stage(cluster), ...words.filter((word) => !isStageName(word))].filter((word) => word !== '').join(' ');
}

function stage({ name, path }: Pick<FoundCluster, 'name' | 'path'>): string {
  return [...wordsOf(name), ...wordsOf(path)].find(isStageName) ?? '';
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 0);
}
