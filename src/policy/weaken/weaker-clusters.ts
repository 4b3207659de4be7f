import { approvalFor } from '../../config/approval-for.ts';
import type { ClusterConfig, Config } from '../../config/config.ts';
import type { Cluster } from '../../fleet/find/cluster.ts';
import { stageOf } from '../../fleet/find/names/promotion-order.ts';
import type { Weakening } from '../../review/contract/weakening.ts';
import { listedWhole } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';
import { type Comparison, forEachCluster } from './comparison.ts';

/**
 * Which clusters are reviewed less than they were, or as something else. A cluster is its directories: what another
 * configuration calls it matters where its name is asked for. The order of clusters does not count, as no rule reads it.
 */
export function weakerClusters(comparison: Comparison): readonly Weakening[] {
  const { before, pairs } = comparison;
  const gone = pairs
    .filter(({ was, becomes, isThere }) => becomes === undefined && (isThere || asksForApproval(was, before)))
    .map(({ was, path }) => ({ cluster: was.name, what: `would no longer be reviewed at ${quoted(path)}` }));
  const weaker = forEachCluster(comparison, (was, becomes) =>
    Object.values(COMPARED).flatMap((compare) => compare(was, becomes, before)),
  );
  return [...gone, ...weaker];
}

function asksForApproval(cluster: Cluster, config: Config): boolean {
  return approvalFor(config, cluster.name, cluster.protected) !== undefined;
}

/** Each key of a cluster; one that nothing compares does not compile. */
const COMPARED = {
  // One that goes is told of by itself. What else is rendered decides what is this repository, and which merges reach it.
  paths: (was, becomes, config) => {
    if (!asksForApproval(was, config)) return [];
    const others = becomes.paths.filter((path) => !was.paths.includes(path));
    if (others.length > 0) return [`would be rendered together with ${listedWhole(others.map(quoted))}`];
    const kept = was.paths.filter((path) => becomes.paths.includes(path));
    if (JSON.stringify(kept) === JSON.stringify(becomes.paths)) return [];
    return [`would be rendered from ${listedWhole(becomes.paths.map(quoted))}, in this order`];
  },
  name: (was, becomes, config) => {
    const isAskedFor = asksForApproval(was, config) || config.checks.perCluster;
    if (was.name === becomes.name || (!isAskedFor && stageOf(was.name) === stageOf(becomes.name))) return [];
    return [`would be reviewed under another name, ${quoted(becomes.name)}`];
  },
  protected: (was, becomes) => (was.protected && !becomes.protected ? ['would no longer be protected'] : []),
  // Without a version findings are at most warnings, so that one that comes hides no error.
  kubernetes: (was, becomes, config) =>
    was.kubernetes === becomes.kubernetes || was.kubernetes === undefined || !asksForApproval(was, config)
      ? []
      : [`would be validated against ${release(becomes.kubernetes)} instead of Kubernetes ${was.kubernetes}`],
  substitute: (was, becomes, config) => {
    if (!asksForApproval(was, config)) return [];
    const [before, after] = [was.substitute, becomes.substitute];
    const names = [...new Set([...before.keys(), ...after.keys()])].sort();
    const changes = names.flatMap((name) => variable(name, before.get(name), after.get(name)));
    return changes.length === 0 ? [] : [`would be rendered ${listedWhole(changes)}`];
  },
  sources: (was, becomes, config) => {
    const [before, after] = [was.sources, becomes.sources].map((sources) =>
      listedWhole([...sources].sort().map(quoted)),
    );
    if (before === after || !asksForApproval(was, config)) return [];
    return [`would be rendered from ${after || 'no source'} instead of ${before || 'none'} as this repository`];
  },
} satisfies Record<keyof ClusterConfig, (was: Cluster, becomes: Cluster, config: Config) => readonly string[]>;

function release(version: string | undefined): string {
  return version === undefined ? 'the newest release' : version;
}

function variable(name: string, before: string | undefined, after: string | undefined): readonly string[] {
  if (before === after) return [];
  if (after === undefined) return [`without the variable ${quoted(name)}`];
  return [`with ${quoted(after)} as ${quoted(name)}`];
}
