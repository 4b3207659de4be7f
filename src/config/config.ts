/** The configuration with every default filled in. Read by `readConfig`; `.github/blast-radius.yml` from the base branch. */
export interface Config {
  /** In promotion order; `undefined`: found by looking at the repository. */
  readonly clusters: readonly ClusterConfig[] | undefined;
  readonly checks: { readonly perCluster: boolean; readonly advisory: boolean };
}

export interface ClusterConfig {
  /** May hold `{name}`, which takes what the first star of the path matched; `undefined`: named after its path. */
  readonly name: string | undefined;
  /** A directory, or a glob of directories. */
  readonly path: string;
  readonly protected: boolean;
}
