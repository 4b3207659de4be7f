import type { ClusterRoot } from '../../flux/objects/spoke.ts';
import { onceEach } from '../../memo/by-value.ts';

/** One root path that is bootstrapped into one cluster. */
export interface Cluster {
  readonly name: string;
  /** Relative to the repository. */
  readonly path: string;
  readonly protected: boolean;
  /** Variables that its bootstrap sets outside the repository. */
  readonly substitute: ReadonlyMap<string, string>;
  /** `Kind/name` or `Kind/namespace/name` of sources that stand for this repository, where it does not hold them. */
  readonly sources: readonly string[];
  /** Of a spoke: `hub->namespace/secret`, the hub that applies to it and how. Its path is the hub's. */
  readonly via?: string;
  /** The Kubernetes version it runs, as `1.34`; absent if it is not configured. */
  readonly kubernetes?: string | undefined;
  /** The release of its kustomize-controller where the repository does not tell it: that of other clusters. */
  readonly likely?: NonNullable<ClusterRoot['likely']>;
}

/** Says the same for clusters of which the same is known. */
export const clusterKey = onceEach((cluster: Cluster) =>
  JSON.stringify({ ...cluster, substitute: [...cluster.substitute] }),
);
