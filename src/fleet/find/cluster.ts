import type { LikelyController } from '../../flux/objects/spoke.ts';
import { type Minor, minorOf } from '../../kubernetes/api/kubernetes-version.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { Files } from '../../tree/files/files.ts';

/** What is bootstrapped into one cluster: one root path, mostly. */
export interface Cluster {
  readonly name: string;
  /** Relative to the repository; the first, where there are several. */
  readonly path: string;
  /** All of them: each was bootstrapped by itself. */
  readonly paths: readonly string[];
  readonly protected: boolean;
  /** Variables that its bootstrap sets outside the repository. */
  readonly substitute: ReadonlyMap<string, string>;
  /** `Kind/name` or `Kind/namespace/name` of sources that stand for this repository, where it does not hold them. */
  readonly sources: readonly string[];
  /** Of a spoke: `hub->namespace/secret`, the hub that applies to it and how. Its path is the hub's. */
  readonly via?: string;
  /** The Kubernetes version it runs, as `1.34`; absent if it is not configured. */
  readonly kubernetes?: string | undefined;
  /** What is known of its kustomize-controller where the repository does not tell of it. */
  readonly likely?: LikelyController;
  /** The FluxKustomization that builds its path where the repository does not tell of one: `namespace/name`. */
  readonly syncedBy?: string;
}

/** @returns the release of Kubernetes that a cluster is configured to run */
export function minorIn({ kubernetes }: Cluster): Minor | undefined {
  return kubernetes === undefined ? undefined : minorOf(kubernetes);
}

/** @returns whether a tree has anything of a cluster @throws Needs where an object has not been fetched yet */
export function isThere(files: Files, { paths }: Cluster): boolean {
  return paths.some((path) => files.find(path).kind !== 'absent');
}

/** Says the same for clusters of which the same is known. */
export const clusterKey = onceEach((cluster: Cluster) =>
  JSON.stringify({ ...cluster, substitute: [...cluster.substitute] }),
);
