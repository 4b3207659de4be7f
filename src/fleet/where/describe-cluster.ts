import { unknownOf } from '../../flux/roots/inventory.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { ClusterInventory } from '../render/render-clusters.ts';
import type { FoundCluster } from './where-contract.ts';

/** @returns a cluster as people know it, with what of it could not be rendered */
export function describeCluster({ cluster, inventory }: ClusterInventory): FoundCluster {
  return {
    name: cluster.name,
    path: cluster.path,
    ...(cluster.paths.length > 1 ? { paths: [...cluster.paths] } : {}),
    ...(cluster.via === undefined ? {} : { via: cluster.via }),
    problems: inventory.roots.flatMap(unknownOf).map(describeProblem),
    external: inventory.external.length,
  };
}

function describeProblem({ code, message, path, line, remote, fix }: Problem): FoundCluster['problems'][number] {
  return {
    ...{ code, message },
    ...(path === undefined ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    ...(remote === undefined ? {} : { remote }),
    ...(fix === undefined ? {} : { fix }),
  };
}
