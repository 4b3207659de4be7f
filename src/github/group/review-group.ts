import type { Logger } from 'pino';
import { concludeCluster } from '../../policy/judge/conclude.ts';
import { toCheckOutput } from '../../report/markdown/to-check-output.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import {
  beginCheckRun,
  type CheckResult,
  checkName,
  clusterCheckName,
  completeCheckRun,
  createCheckRun,
  findCheckRun,
} from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import { decodePublished } from '../api/published.ts';
import { refusalOf } from '../api/refusal.ts';
import type { ReviewedCommits } from '../api/review-commits.ts';
import { findStickyComment } from '../api/sticky-comment.ts';
import { approvalsSection } from '../approvals/approvals-section.ts';
import { believedState } from '../approvals/believed-state.ts';
import { Eligibility } from '../approvals/eligibility.ts';
import { findIneligible } from '../approvals/find-ineligible.ts';
import { groupMembers } from '../tasks/group-members.ts';
import { encodeGroup } from '../tasks/group-run.ts';
import { mirrorOf } from '../tasks/live-head.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import type { GroupTask } from '../tasks/task.ts';
import { NotDone } from '../tasks/try-again.ts';
import { type GroupMember, judgeGroup } from './judge-group.ts';

/**
 * Reviews what a merge queue is about to merge: the tree it has really made, against what its pull requests were
 * approved for. It is reported on the group's own head, under every name that branch rules may ask for.
 *
 * @param signal the group is destroyed, or the process stops: the run is then cancelled
 */
export async function reviewGroup(
  ports: ReviewPorts,
  task: GroupTask,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { repository, headCommit } = task;
  const [identity, github] = await Promise.all([ports.identity(), ports.connect(repository.installation, log)]);
  const run = await findCheckRun(github, repository, headCommit, identity.id);
  if (run?.isCompleted && run.externalId === encodeGroup(task) && run.conclusion !== 'cancelled')
    return log.info({ head: headCommit }, 'the group is reviewed already');
  const output = {
    title: 'Reviewing',
    summary: 'What the queue is about to merge is being rendered.',
    annotations: [],
  };
  const checkId =
    run && !run.isCompleted
      ? run.id
      : await beginCheckRun(github, repository, headCommit, { output, externalId: encodeGroup(task) });
  try {
    const results = await groupResults(ports, github, task, signal);
    signal.throwIfAborted();
    const [[, result] = [checkName, undefined], ...others] = results.checks;
    if (result === undefined) return;
    for (const [name, each] of others) await createCheckRun(github, repository, headCommit, each, name);
    await completeCheckRun(github, repository, checkId, { ...result, externalId: encodeGroup(task) });
    log.info({ head: headCommit, conclusion: result.conclusion, pulls: results.numbers }, 'merge group reviewed');
    if (!results.isRepeatable) throw new NotDone('the merge group could not be reviewed');
  } catch (error) {
    if (signal.aborted) await completeCheckRun(github, repository, checkId, cancelled);
    else if (!refusalOf(error) && !(error instanceof NotDone))
      await completeCheckRun(github, repository, checkId, unpublished);
    throw error;
  }
}

const cancelled: CheckResult = {
  conclusion: 'cancelled',
  output: { title: 'The merge group is gone', summary: 'Nothing is left to review.', annotations: [] },
};

const unpublished: CheckResult = {
  conclusion: 'failure',
  output: {
    title: 'The review could not be published',
    summary: 'GitHub did not take the result of this review.',
    annotations: [],
  },
};

interface GroupResults {
  /** The first is the one that always is. */
  readonly checks: readonly (readonly [string, CheckResult])[];
  readonly numbers: readonly number[];
  readonly isRepeatable: boolean;
}

async function groupResults(
  ports: ReviewPorts,
  github: GitHub,
  task: GroupTask,
  signal: AbortSignal,
): Promise<GroupResults> {
  const open = await readOpenPulls(github, task.repository);
  const { data: repository } = await github.rest.repos.get({ ...namesOf(task) });
  const place = { repository: String(repository.id), cloneUrl: repository.clone_url };
  try {
    const group = await ports.reviewCommits({ ...place, ...commitsOf(ports, task), withParts: true }, signal);
    const commits = await ports.commitsBetween({ ...place, ...commitsOf(ports, task) }, signal);
    const branch = branchOf(task.baseRef);
    const pulls = groupMembers(open, { commits, headRef: task.headRef, branch });
    const members: GroupMember[] = [];
    for (const pull of pulls) members.push(await readMember(ports, github, task, pull, signal));
    return { ...describeGroup(group, members), numbers: pulls.map(({ ref }) => ref.number), isRepeatable: true };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    const output = { title: error.title, summary: error.message, annotations: [] };
    return { checks: [[checkName, { conclusion: 'failure', output }]], numbers: [], isRepeatable: error.isRepeatable };
  }
}

function namesOf({ repository: { owner, repo } }: GroupTask) {
  return { owner, repo };
}

function commitsOf(ports: ReviewPorts, { headRef, baseRef, baseCommit, headCommit, repository }: GroupTask) {
  const token = () => ports.readingToken({ ...repository, number: 0 });
  const refs = [baseRef, headRef];
  return { refs, baseBranch: branchOf(baseRef), baseCommit, headCommit, sides: 'as-given' as const, token };
}

function branchOf(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}

/** A member as it would be merged alone into the group's base, and what was approved of it. */
async function readMember(
  ports: ReviewPorts,
  github: GitHub,
  task: GroupTask,
  pull: OpenPull,
  signal: AbortSignal,
): Promise<GroupMember> {
  const { number } = pull.ref;
  const commits = {
    repository: mirrorOf(pull),
    cloneUrl: pull.cloneUrl,
    refs: [task.baseRef, `refs/pull/${number}/head`],
    baseBranch: pull.baseBranch,
    baseCommit: task.baseCommit,
    headCommit: pull.headCommit,
    sides: 'merge' as const,
    withParts: true,
    token: () => ports.readingToken(pull.ref),
  };
  const reviewed = await ports.reviewCommits(commits, signal).catch((error: unknown) => {
    if (error instanceof CannotReview) return undefined;
    throw error;
  });
  if (reviewed === undefined) return { number, review: undefined, grants: [] };
  const identity = await ports.identity();
  const comment = await findStickyComment(github, pull.ref, identity.login);
  const run = await findCheckRun(github, pull.ref, pull.headCommit, identity.id);
  const published = decodePublished(run?.externalId ?? null);
  const live = { ...pull, baseCommit: task.baseCommit };
  const { state } = await believedState(github, live, comment, published, identity, ports.stateKeys);
  const grants = state?.state.grants ?? [];
  const eligibility = new Eligibility(github, live, state?.state.actors ?? []);
  const ineligible = await findIneligible(grants, reviewed, eligibility);
  const counting = grants.filter((grant) => !ineligible.some((each) => each.grant === grant));
  return { number, review: reviewed.review, grants: counting };
}

function describeGroup(
  { review, mode, perCluster }: ReviewedCommits,
  members: readonly GroupMember[],
): Pick<GroupResults, 'checks'> {
  const { conclusion, reasons } = judgeGroup(review, mode, members);
  const who = members.map(({ number }) => `#${number}`).join(', ');
  const lines = [...reasons].map(([cluster, why]) => `- ${cluster}: ${why}`);
  const section = approvalsSection({ conclusion, ineligible: [], isForged: false });
  const approvals = [`Merge group of ${who === '' ? 'no pull request that is open' : who}.`, lines.join('\n'), section];
  const { title, summary, text } = toCheckOutput(review, {
    approvals: approvals.filter((part) => part !== '').join('\n\n'),
  });
  const output = { title, summary, annotations: [], ...(text === '' ? {} : { text }) };
  const names = perCluster ? review.order : [];
  return {
    checks: [
      [checkName, { conclusion: conclusion.conclusion, output }],
      ...names.map((cluster) => {
        const alone = concludeCluster(review, conclusion, cluster, mode.isAdvisory);
        const own = { conclusion: alone === 'action_required' ? 'failure' : alone, output } as const;
        return [clusterCheckName(cluster), own] as const;
      }),
    ],
  };
}
