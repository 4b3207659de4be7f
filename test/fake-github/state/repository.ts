import type { Account } from './account.ts';
import type { Activity } from './activity.ts';
import type { App } from './app.ts';
import type { Annotation, CheckAction, CheckConclusion, CheckStatus } from './check.ts';
import type { Mergeability, PullSize, Reaction } from './conversation.ts';
import type { Review } from './review.ts';
import type { Ruled } from './rules.ts';
import type { Team } from './team.ts';
import type { TimelineEvent } from './timeline.ts';

export const roles = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface Repository extends Ruled {
  readonly id: number;
  readonly owner: Account;
  name: string;
  readonly private: boolean;
  readonly description: string | null;
  readonly gitDirectory: string;
  readonly parent: Repository | null;
  readonly createdAt: Date;
  defaultBranch: string;
  updatedAt: Date;
  pushedAt: Date;
  nextNumber: number;
  readonly collaborators: Map<string, Role>;
  readonly teams: Map<Team, Role>;
  /** Branches and tags as last seen in git: `refs/heads/main` → commit. */
  refs: Map<string, string>;
  /** Every move of a branch, oldest first. */
  readonly activities: Activity[];
  /** Whether it has issues besides pull requests. */
  hasIssues: boolean;
  readonly issues: Map<number, Issue>;
  /** Numbers of issues that are gone for good. */
  readonly deletedIssues: Set<number>;
  readonly comments: Map<number, Comment>;
  readonly checkSuites: Map<number, CheckSuite>;
  readonly checkRuns: Map<number, CheckRun>;
  /** Whatever writes refs waits here for its turn, so that a before and an after belong together. */
  turn: Promise<unknown>;
}

/** Issues and pull requests share numbers, comments and most fields: a pull request is an issue with a `pull`. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  readonly createdAt: Date;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: Account | null;
  readonly reactions: Reaction[];
  /** Of the body, oldest first; the first is what it was created with, as soon as it is edited. */
  readonly edits: ContentEdit[];
  readonly pull: Pull | null;
}

/** A version of a body. */
export interface ContentEdit {
  readonly id: number;
  readonly editor: Account;
  readonly editedAt: Date;
  readonly body: string;
}

export type PullIssue = Issue & { readonly pull: Pull };

export interface Pull {
  readonly id: number;
  readonly headRepository: Repository;
  readonly headBranch: string;
  headSha: string;
  baseBranch: string;
  /** The base branch's tip when the pull request was opened, last pushed to or retargeted: it lags behind, as on GitHub. */
  baseSha: string;
  draft: boolean;
  maintainerCanModify: boolean;
  mergedAt: Date | null;
  mergedBy: Account | null;
  mergeCommitSha: string | null;
  mergeability: Mergeability | null;
  size: PullSize | null;
  /** Oldest first, both. */
  readonly reviews: Review[];
  readonly timeline: TimelineEvent[];
}

export interface Comment {
  readonly id: number;
  readonly issue: Issue;
  readonly author: Account;
  readonly app: App | null;
  readonly createdAt: Date;
  body: string;
  updatedAt: Date;
  readonly reactions: Reaction[];
}

export interface CheckSuite {
  readonly id: number;
  readonly app: App;
  readonly repository: Repository;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly before: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  name: string;
  externalId: string;
  detailsUrl: string | null;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  startedAt: Date;
  completedAt: Date | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
  actions: CheckAction[];
}

export const fullName = (repository: Repository): string => `${repository.owner.login}/${repository.name}`;

export const branchHead = (repository: Repository, branch: string): string | undefined =>
  repository.refs.get(`refs/heads/${branch}`);

const isPull = (issue: Issue): issue is PullIssue => issue.pull !== null;

export const pullsOf = (repository: Repository): PullIssue[] => [...repository.issues.values()].filter(isPull);

export const findPull = (repository: Repository, number: number): PullIssue | undefined => {
  const issue = repository.issues.get(number);
  return issue && isPull(issue) ? issue : undefined;
};

/** The newest run of each name and App: what a person sees, and what `filter=latest` lists. */
export const latestRuns = (runs: Iterable<CheckRun>): CheckRun[] => {
  const byName = new Map<string, CheckRun>();
  for (const run of runs) byName.set(`${run.suite.app.id} ${run.name}`, run);
  return [...byName.values()];
};

export const runsAt = (repository: Repository, sha: string): CheckRun[] =>
  [...repository.checkRuns.values()].filter((run) => run.suite.headSha === sha);
