import { minimatch } from 'minimatch';

/** A check that has to pass before a merge; `app` is the only App that may report it, null for anybody. */
export interface StatusCheck {
  readonly context: string;
  readonly app: number | null;
}

/** Classic protection of one branch. */
export interface Protection {
  /** Null where no checks are required. */
  readonly checks: readonly StatusCheck[] | null;
  readonly upToDate: boolean;
  readonly admins: boolean;
}

/** An active ruleset of a repository, for branches. */
export interface Ruleset {
  readonly id: number;
  /** Patterns of branches; `~DEFAULT_BRANCH` and `~ALL` as on GitHub. */
  readonly branches: readonly string[];
  readonly checks: readonly StatusCheck[] | null;
  readonly upToDate: boolean;
  readonly mergeQueue: boolean;
}

/** What a repository holds of rules. */
export interface Ruled {
  readonly defaultBranch: string;
  /** By branch. */
  readonly protections: Map<string, Protection>;
  readonly rulesets: Set<Ruleset>;
}

export const rulesetsOf = ({ rulesets, defaultBranch }: Ruled, branch: string): Ruleset[] =>
  [...rulesets].filter(({ branches }) =>
    branches.some((pattern) => {
      if (pattern === '~ALL') return true;
      return pattern === '~DEFAULT_BRANCH' ? branch === defaultBranch : minimatch(branch, pattern);
    }),
  );

/** By classic protection or by a ruleset. */
export const isProtected = (repository: Ruled, branch: string): boolean =>
  repository.protections.has(branch) || rulesetsOf(repository, branch).length > 0;
