import type { Permission } from '../../../src/config/config.ts';
import type { Cluster, Content } from './effects.ts';

export const owner = 'acme';
export const repo = 'fleet';
export const appId = 7;
export const appLogin = 'blast-radius[bot]';
export const bases = ['main', 'release', 'lax'] as const;
/** Who is there, with the roles that they begin with. */
export const people = {
  dana: 'maintain',
  mia: 'maintain',
  ren: 'maintain',
  ada: 'admin',
  walt: 'write',
  eve: 'write',
} as const satisfies Readonly<Record<string, Permission>>;
export const logins = Object.keys(people);

export interface Commit {
  readonly id: string;
  readonly content: Content;
  readonly authors: readonly string[];
}

/** GitHub's record of one move of a branch. */
export interface Move {
  readonly type: 'branch_creation' | 'push' | 'force_push';
  readonly before: string;
  readonly after: string;
  readonly actor: string;
}

export interface Branch {
  /** Oldest first: those that no base has. */
  commits: readonly Commit[];
  /** Oldest first. */
  readonly moves: Move[];
  /** Every history that the branch had. */
  readonly former: (readonly Commit[])[];
}

export interface TimelineEvent {
  readonly kind: 'HeadRefForcePushedEvent' | 'BaseRefChangedEvent' | 'ReopenedEvent';
  readonly at: string;
  readonly actor: string;
  /** Of a force push: the head that it took away. */
  readonly before?: Commit;
  /** Of another base: the former one. */
  readonly from?: string;
}

export interface Review {
  readonly id: number;
  readonly by: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';
  readonly commit: string;
  readonly at: string;
}

export interface Pull {
  readonly number: number;
  readonly branch: string;
  readonly author: string;
  base: string;
  isOpen: boolean;
  /** Where it is closed: when, and the commits that it had then, whatever becomes of its branch. */
  closed?: { readonly at: string; readonly commits: readonly Commit[]; readonly isMerged: boolean } | undefined;
  readonly timeline: TimelineEvent[];
  readonly reviews: Review[];
}

export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly by: string;
  body: string;
}

export interface CheckRun {
  readonly id: number;
  readonly commit: string;
  readonly name: string;
  status: string;
  conclusion: string | null;
  externalId: string | null;
  output: { readonly title: string; readonly summary: string; readonly text: string };
  actions: readonly { readonly label: string; readonly identifier: string }[];
}

/** GitHub, as far as approvals depend on it, and nothing of what the App makes of it. */
export class World {
  /** In milliseconds since 1970. */
  time = Date.parse('2026-11-21T10:00:00.100Z');
  readonly commits = new Map<string, Commit>();
  readonly branches = new Map<string, Branch>();
  /** By base, its commits; the last is the tip. */
  readonly bases = new Map<string, Commit[]>();
  readonly pulls: Pull[] = [];
  readonly comments: Comment[] = [];
  readonly runs: CheckRun[] = [];
  readonly roles = new Map<string, Permission>();
  /** The name of a check of an earlier release that rules of the bases ask for. */
  formerName: string | undefined;
  /** The activity of a repository can lag behind: how many of the newest moves are not on record yet. */
  lag = 0;
  #ids = 0;

  id(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** In whole seconds, as GitHub writes times. */
  now(): string {
    return new Date(Math.floor(this.time / 1000) * 1000).toISOString();
  }

  /** To the millisecond, for stories. */
  clock(): string {
    return new Date(this.time).toISOString().slice(17, 23);
  }

  commit(content: Content, authors: readonly string[]): Commit {
    const commit = { id: this.id().toString(16).padStart(7, '0').padEnd(40, '0'), content, authors };
    this.commits.set(commit.id, commit);
    return commit;
  }

  branch(name: string): Branch {
    const found = this.branches.get(name);
    if (found === undefined) throw new Error(`there is no branch ${name}`);
    return found;
  }

  pull(number: number): Pull {
    const found = this.pulls.find((each) => each.number === number);
    if (found === undefined) throw new Error(`there is no pull request ${number}`);
    return found;
  }

  commitsOf({ branch, closed }: Pull): readonly Commit[] {
    return closed?.commits ?? this.branch(branch).commits;
  }

  headOf(pull: Pull): string {
    return this.commitsOf(pull).at(-1)?.id ?? '';
  }

  tipOf(base: string): Commit {
    const tip = this.bases.get(base)?.at(-1);
    if (tip === undefined) throw new Error(`there is no base ${base}`);
    return tip;
  }

  /** The run of a name that GitHub lets branch rules see: the newest. */
  runOf(commit: string, base: string, cluster?: Cluster): CheckRun | undefined {
    const name = `blast-radius: ${base}${cluster === undefined ? '' : ` / ${cluster}`}`;
    return this.runs.findLast((run) => run.commit === commit && run.name === name);
  }
}

export function commitOf({ commits }: World, id: string): Commit {
  const found = commits.get(id);
  if (found === undefined) throw new Error(`there is no commit ${id}`);
  return found;
}
