/** Where a cluster starts, and what the repository does not say of it. */
export interface ClusterRoot {
  readonly path: string;
  /** Variables that the cluster's bootstrap sets outside the repository. */
  readonly substitute?: ReadonlyMap<string, string>;
  /** `Kind/name` or `Kind/namespace/name` of sources that stand for this repository. */
  readonly sources?: readonly string[];
}
