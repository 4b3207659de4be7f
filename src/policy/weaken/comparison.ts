import type { Config } from '../../config/config.ts';
import type { Cluster } from '../../fleet/find/cluster.ts';
import type { Weakening } from '../../review/contract/weakening.ts';

/** What one configuration makes of a fleet. */
export interface Judging {
  readonly config: Config;
  /** Every cluster that is reviewed by it. */
  readonly clusters: readonly Cluster[];
}

/** A directory of a cluster under the old configuration, and what the new one makes of it. */
export interface Pair {
  readonly was: Cluster;
  readonly path: string;
  /** The cluster that has the directory; `undefined`: it is not reviewed any more. */
  readonly becomes: Cluster | undefined;
  /** Whether the directory is there after the merge. */
  readonly isThere: boolean;
}

/** Two configurations over one fleet. */
export interface Comparison {
  readonly before: Config;
  readonly after: Config;
  readonly pairs: readonly Pair[];
}

/** @returns what is weaker in one respect; nothing where it is not, or is stricter */
export type Compare = (comparison: Comparison) => readonly Weakening[];

/** @returns the same for each cluster that both configurations review */
export function forEachCluster(
  { before, after, pairs }: Comparison,
  compare: (was: Cluster, becomes: Cluster, before: Config, after: Config) => readonly string[],
): readonly Weakening[] {
  const told = new Set<string>();
  return pairs.flatMap(({ was, becomes }) => {
    if (becomes === undefined || told.has(JSON.stringify([was.name, becomes.name]))) return [];
    told.add(JSON.stringify([was.name, becomes.name]));
    return compare(was, becomes, before, after).map((what) => ({ cluster: was.name, what }));
  });
}
