import type { Config } from '../../config/config.ts';
import { permissions } from '../../config/permissions.ts';
import type { Cluster } from '../../fleet/find/cluster.ts';
import type { Weakening } from '../../review/contract/weakening.ts';
import { listedWhole } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';
import { type Compare, type Comparison, forEachCluster, type Judging, type Pair } from './comparison.ts';
import { coversGlob } from './covers-glob.ts';
import { weakerApprovals } from './weaker-approvals.ts';
import { weakerClusters } from './weaker-clusters.ts';
import { weakerIgnore } from './weaker-ignore.ts';
import { weakerRules } from './weaker-rules.ts';

/**
 * What another configuration would make weaker over the fleet as it is: of what later merges would be told, or asked, or
 * stopped for. What cannot be shown to be as strict as before counts as weaker; what is stricter does not make up for it.
 *
 * @param before the configuration that is in force, and the clusters that are reviewed by it, spokes included
 * @param after the one that the merge would leave, and the clusters that it finds in the same trees; spokes follow their
 *   hubs
 * @param isThere whether a directory is there after the merge
 * @returns the clusters' in the order of the clusters, then what concerns all of them; empty where nothing is weaker
 */
export function weakenings(
  before: Judging,
  after: Judging,
  isThere: (path: string) => boolean = () => true,
): readonly Weakening[] {
  const pairs = before.clusters.flatMap((was) =>
    was.paths.map((path): Pair => {
      const becomes = counterpart(was, path, before.clusters, after.clusters);
      return { was, path, becomes, isThere: isThere(path) };
    }),
  );
  const comparison = { before: before.config, after: after.config, pairs };
  const all = Object.values(COMPARED).flatMap((compare) => compare(comparison));
  const order = before.clusters.map(({ name }) => name);
  return [...order.flatMap((name) => all.filter(({ cluster }) => cluster === name)), ...all.filter(isGeneral)];
}

function isGeneral({ cluster }: Weakening): boolean {
  return cluster === undefined;
}

/** The same directory; of several, the one with the same name. A spoke goes where its hub goes. */
function counterpart(
  was: Cluster,
  path: string,
  all: readonly Cluster[],
  next: readonly Cluster[],
): Cluster | undefined {
  if (was.via === undefined) return sameDirectory(was.name, path, next);
  const hubs = all.filter(({ via, name }) => via === undefined && was.name.startsWith(`${name}->`));
  const hub = hubs.sort((a, b) => b.name.length - a.name.length)[0];
  const becomes = hub && sameDirectory(hub.name, path, next);
  if (hub === undefined || becomes === undefined) return undefined;
  const name = `${becomes.name}${was.name.slice(hub.name.length)}`;
  return { ...becomes, name, via: name };
}

function sameDirectory(name: string, path: string, next: readonly Cluster[]): Cluster | undefined {
  const same = next.filter((each) => each.via === undefined && each.paths.includes(path));
  return same.find((each) => each.name === name) ?? same[0];
}

/** Each key of the configuration; one that nothing compares does not compile. */
const COMPARED = {
  clusters: weakerClusters,
  approvals: (comparison) => forEachCluster(comparison, weakerApprovals),
  ignore: (comparison) => forEachCluster(comparison, weakerIgnore),
  rules: weakerRules,
  unreviewed: weakerUnreviewed,
  overrides: weakerOverrides,
  checks: weakerChecks,
  // A label lets nothing pass.
  labels: () => [],
  // Whoever ticks a box there may do what the command does, and the pull request is reviewed as any.
  dashboard: () => [],
} satisfies Record<keyof Config, Compare>;

function weakerUnreviewed({ before, after }: Comparison): readonly Weakening[] {
  const more = after.unreviewed.filter(
    (glob) => !before.unreviewed.some((known) => coversGlob(known, glob, { dot: true })),
  );
  if (more.length === 0) return [];
  return [{ what: `changes of ${listedWhole(more.map(quoted))} would pass though no cluster has read them` }];
}

function weakerOverrides({ before, after }: Comparison): readonly Weakening[] {
  const [was, becomes] = [before.overrides.permission, after.overrides.permission];
  if (permissions.indexOf(becomes) >= permissions.indexOf(was)) return [];
  return [{ what: `findings could be overridden with the role ${becomes} instead of ${was}` }];
}

function weakerChecks({ before: { checks: was }, after: { checks: becomes } }: Comparison): readonly Weakening[] {
  const lost = {
    advisory: !was.advisory && becomes.advisory ? ['the check would never block (advisory)'] : [],
    perCluster:
      was.perCluster && !becomes.perCluster
        ? ['clusters would have no checks of their own, which branch rules may require (perCluster)']
        : [],
  } satisfies Record<keyof Config['checks'], readonly string[]>;
  return Object.values(lost)
    .flat()
    .map((what) => ({ what }));
}
