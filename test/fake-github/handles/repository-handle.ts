import { setTimeout } from 'node:timers/promises';
import { announceSuite } from '../actions/check-suites.ts';
import { forkRepository } from '../actions/create-repository.ts';
import { type MergeGroup, queuePulls } from '../actions/merge-group.ts';
import { moveRefs, movingRefs } from '../actions/move-refs.ts';
import { openPull } from '../actions/open-pull.ts';
import { renameRepository } from '../actions/rename-repository.ts';
import { announceRun } from '../actions/write-check-run.ts';
import { deleteComment, editComment } from '../actions/write-comment.ts';
import { type FileContent, importCommit, type Signature } from '../git/import-commit.ts';
import { readDirectory } from '../git/read-directory.ts';
import { zeroSha } from '../git/refs.ts';
import { removeRole, setRole } from '../people/collaborators.ts';
import { setTeamRole, teamOf } from '../people/teams.ts';
import {
  branchHead,
  type CheckRun,
  type Comment,
  findPull,
  fullName,
  latestRuns,
  type Repository,
  type Role,
  runsAt,
} from '../state/repository.ts';
import { accountOf, type World } from '../state/world.ts';
import { type IssueHandle, issueHandle } from './issue-handle.ts';
import { type PullHandle, pullHandle } from './pull-handle.ts';

export interface CommitOptions {
  readonly message?: string;
  readonly write?: Readonly<Record<string, FileContent>>;
  /** Files of a folder, written before `write`. */
  readonly fromDirectory?: string;
  /** Begin with an empty tree instead of the branch's. */
  readonly replace?: boolean;
  /** Where a new branch starts: a branch or a commit; the default branch unless told. */
  readonly from?: string;
  /** Move the branch to a child of `from` even where it stands elsewhere: a force push. */
  readonly force?: boolean;
  readonly author?: Signature;
  /** The author unless told. */
  readonly committer?: Signature;
  /** Who pushes; the owner unless told. */
  readonly as?: string;
}

export interface OpenPullOptions {
  readonly title?: string;
  readonly body?: string;
  /** A branch, or `owner:branch`. */
  readonly head: string;
  readonly base?: string;
  readonly draft?: boolean;
  readonly author?: string;
}

/** What a branch asks for before a merge. */
export interface Requirements {
  /** By name: the only App that may report it, null for anybody. */
  readonly checks?: Readonly<Record<string, number | null>>;
  readonly upToDate?: boolean;
}

/** A repository as its people have it: with push access and a browser. */
export interface RepositoryHandle {
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly cloneUrl: string;
  readonly gitDirectory: string;
  /** What the server itself holds, for a test that has to look deeper. */
  readonly state: Repository;
  /** Writes one commit and pushes it; answers its id. */
  commit(branch: string, options: CommitOptions): Promise<string>;
  /** Points a branch at a commit, or deletes it with null. */
  push(branch: string, sha: string | null, as?: string): Promise<void>;
  sha(branch: string): string;
  fork(owner: string): Promise<RepositoryHandle>;
  addUser(login: string, options: { role: Role }): void;
  removeUser(login: string): void;
  /** Gives a team of the owner a role, or takes it away (null). */
  setTeamRole(slug: string, role: Role | null): void;
  openPull(options: OpenPullOptions): Promise<PullHandle>;
  pull(number: number): PullHandle;
  /** Its issues that are no pull requests, oldest first. */
  issues(): readonly IssueHandle[];
  /** Gives a branch classic protection; null takes it away. */
  protect(branch: string, required: Requirements | null): void;
  /** Adds a ruleset for branches of these patterns; answers a function that deletes it. */
  addRuleset(branches: readonly string[], required: Requirements & { readonly mergeQueue?: boolean }): () => void;
  /** Gives it another name; the old one leads to it. */
  rename(name: string): void;
  /** What a merge queue does with pull requests: merges them on a branch of its own, and asks whether that may be. */
  queue(pulls: readonly PullHandle[], method?: 'merge' | 'squash'): Promise<MergeGroup>;
  editComment(comment: Comment, body: string, as?: string): void;
  deleteComment(comment: Comment, as?: string): void;
  /** The newest run of each name on a commit. */
  checks(sha: string): CheckRun[];
  /** The run of this name on this commit once it is completed; rejects when it is not in time. */
  waitForCheck(sha: string, name: string, timeout?: number): Promise<CheckRun>;
  /** A click on one of a run's buttons. */
  requestAction(run: CheckRun, identifier: string, as?: string): void;
  /** A click on "Re-run". */
  rerequest(run: CheckRun, as?: string): void;
  rerequestSuite(run: CheckRun, as?: string): Promise<void>;
}

export const repositoryHandle = (world: World, state: Repository): RepositoryHandle => {
  const person = (login: string | undefined) => accountOf(world, login ?? state.owner.login);
  const known = (branch: string): string => {
    const sha = branchHead(state, branch);
    if (!sha) throw new Error(`${fullName(state)} has no branch ${branch}`);
    return sha;
  };
  const pull = (number: number): PullHandle => {
    const issue = findPull(state, number);
    if (!issue) throw new Error(`${fullName(state)} has no pull request ${number}`);
    return pullHandle(world, issue);
  };
  return {
    owner: state.owner.login,
    get name() {
      return state.name;
    },
    get fullName() {
      return fullName(state);
    },
    get cloneUrl() {
      return `${world.url}/${fullName(state)}.git`;
    },
    gitDirectory: state.gitDirectory,
    state,
    commit: (branch, options) => commit(world, state, branch, options),
    push: (branch, sha, as) => {
      const before = branchHead(state, branch) ?? zeroSha;
      return moveRefs(world, state, person(as), [{ ref: `refs/heads/${branch}`, before, after: sha ?? zeroSha }]);
    },
    sha: known,
    fork: async (owner) => repositoryHandle(world, await forkRepository(world, state, accountOf(world, owner))),
    addUser: (login, { role }) => {
      setRole(world, state, accountOf(world, login), role);
    },
    removeUser: (login) => {
      removeRole(world, state, accountOf(world, login));
    },
    setTeamRole: (slug, role) => setTeamRole(world, state, teamOf(world, state.owner, slug), role),
    openPull: async ({ author, title, base = state.defaultBranch, ...rest }) => {
      const request = {
        ...rest,
        base,
        title: title ?? rest.head,
        author: person(author ?? rest.head.split(':').at(-2)),
      };
      return pull((await openPull(world, state, request)).number);
    },
    pull,
    issues: () =>
      [...state.issues.values()].filter((each) => each.pull === null).map((each) => issueHandle(world, each)),
    protect: (branch, required) => {
      if (required === null) state.protections.delete(branch);
      else state.protections.set(branch, { ...requirements(required), admins: false });
    },
    addRuleset: (branches, { mergeQueue = false, ...required }) => {
      const ruleset = { id: world.nextId(), branches, mergeQueue, ...requirements(required) };
      state.rulesets.add(ruleset);
      return () => void state.rulesets.delete(ruleset);
    },
    rename: (name) => renameRepository(world, state, person(undefined), name),
    queue: (pulls, method = 'merge') => queuePulls(world, state, person(undefined), pulls, method),
    editComment: (comment, body, as) => editComment(world, comment, person(as), body),
    deleteComment: (comment, as) => deleteComment(world, comment, person(as)),
    checks: (sha) => latestRuns(runsAt(state, sha)),
    waitForCheck: (sha, name, timeout) => waitForCheck(state, sha, name, timeout),
    requestAction: (run, identifier, as) => announceRun(world, run, person(as), 'requested_action', { identifier }),
    rerequest: (run, as) => announceRun(world, run, person(as), 'rerequested'),
    rerequestSuite: (run, as) => announceSuite(world, run.suite, person(as), 'rerequested'),
  };
};

const requirements = ({ checks, upToDate = false }: Requirements) => ({
  checks: checks ? Object.entries(checks).map(([context, app]) => ({ context, app })) : null,
  upToDate,
});

const commit = async (
  world: World,
  repository: Repository,
  branch: string,
  options: CommitOptions,
): Promise<string> => {
  const folder = options.fromDirectory === undefined ? {} : await readDirectory(options.fromDirectory);
  const pusher = accountOf(world, options.as ?? repository.owner.login);
  const author = options.author ?? { name: pusher.login, email: `${pusher.login}@users.noreply.github.test` };
  let before = zeroSha;
  const write = () => {
    const standing = branchHead(repository, branch);
    before = standing ?? zeroSha;
    const start = options.from ?? repository.defaultBranch;
    const given = /^[0-9a-f]{40}$/.test(start) ? start : branchHead(repository, start);
    return importCommit(repository.gitDirectory, {
      branch,
      parent: options.force ? given : (standing ?? given),
      message: options.message ?? `Change ${branch}`,
      author,
      committer: options.committer,
      at: world.now(),
      write: { ...folder, ...options.write },
      replace: options.replace ?? false,
    });
  };
  return movingRefs(world, repository, pusher, write, (after) => [{ ref: `refs/heads/${branch}`, before, after }]);
};

const waitForCheck = async (repository: Repository, sha: string, name: string, timeout = 20_000): Promise<CheckRun> => {
  const patience = AbortSignal.timeout(timeout);
  for (;;) {
    const runs = latestRuns(runsAt(repository, sha)).filter((run) => run.name === name);
    const [done] = runs.filter(({ status }) => status === 'completed');
    if (done) return done;
    if (patience.aborted) {
      throw new Error(
        `no completed check ${name} on ${fullName(repository)}@${sha.slice(0, 7)} after ${timeout} ms (${runs[0]?.status ?? 'none began'})`,
      );
    }
    await setTimeout(10);
  }
};
