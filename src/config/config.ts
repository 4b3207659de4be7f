/**
 * The configuration with every default filled in: plain data, so that it can cross threads and be part of a memo's key.
 * Read from `.github/blast-radius.yml` of the base branch by `readConfig`; {@link ./default-config.ts} where there is none.
 */
export interface Config {
  /** In promotion order; `undefined`: found by looking at the repository. */
  readonly clusters: readonly ClusterConfig[] | undefined;
  /** By rule id; what is not named keeps the rule's own severity. */
  readonly rules: Readonly<Record<string, RuleConfig>>;
  readonly ignore: readonly IgnoreConfig[];
  /** Globs of files that no cluster runs: that nothing has read them is not held against a change. */
  readonly unreviewed: readonly string[];
  /** By cluster name; ask {@link ./approval-for.ts} rather than reading it, as protected clusters have a default. */
  readonly approvals: Readonly<Record<string, ApprovalConfig>>;
  readonly overrides: { readonly permission: Permission };
  readonly checks: { readonly perCluster: boolean; readonly advisory: boolean };
  /** Names of labels that the App puts on pull requests; `undefined`: none. */
  readonly labels: { readonly routine: string | undefined };
  /** Whether the App keeps an issue that says what runs where. */
  readonly dashboard: boolean;
}

export interface ClusterConfig {
  /** May hold `{name}`, which takes what the first star of a path matched; `undefined`: named after its first path. */
  readonly name: string | undefined;
  /** One or more, each a directory or a glob of directories; without leading `./` and trailing slash. */
  readonly paths: readonly string[];
  /** A change here asks for approval. */
  readonly protected: boolean;
  /** The Kubernetes version it runs, as `1.34`; `undefined`: not known, and judged by the newest release as a warning. */
  readonly kubernetes: string | undefined;
  /** What the cluster's bootstrap sets outside the repository, for post-build substitution. */
  readonly substitute: Readonly<Record<string, string>>;
  /** `Kind/name` or `Kind/namespace/name` of sources that stand for this repository, where it does not hold them. */
  readonly sources: readonly string[];
}

type RuleSeverity = 'error' | 'warning' | 'notice' | 'off';

export interface RuleConfig {
  /** `undefined`: the rule's own. */
  readonly severity: RuleSeverity | undefined;
  /** Globs of files for which findings of this rule are hidden, but counted. */
  readonly except: readonly string[];
}

/** What is left out of a review, and counted. Every given field must match; each is a glob. */
export interface IgnoreConfig {
  readonly cluster: string | undefined;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** Field paths, as globs over the dotted path; empty: the whole object. */
  readonly fields: readonly string[];
}

/** GitHub's repository roles, from the least to the most. */
export type Permission = 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export type Approver =
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'permission'; readonly permission: Permission };

export interface ApprovalConfig {
  /** Anyone who matches one of these can approve. */
  readonly anyOf: readonly Approver[];
  /** How many different people must. */
  readonly count: number;
  /** Whether an author of the pull request may be one of them. */
  readonly author: boolean;
}
