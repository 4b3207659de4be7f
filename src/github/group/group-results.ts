import { concludeCluster } from '../../policy/approvals/conclude.ts';
import { toCheckOutput } from '../../report/markdown/to-check-output.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { name } from '../../text/escape.ts';
import { checkName } from '../api/check-names.ts';
import type { CheckResult } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import type { CommitsToReview, ResolvedElsewhere, ReviewedCommits, Whose } from '../api/review-commits.ts';
import { approvalsSection } from '../approvals/approvals-section.ts';
import { isUnfinished } from '../look/describe.ts';
import { askingOf, whoseChange } from '../people/whose-change.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import type { GroupTask } from '../tasks/task.ts';
import { groupMembers, type ReadMember, readMember } from './group-members.ts';
import { type GroupMember, judgeGroup } from './judge-group.ts';

export interface GroupResults {
  /** The first one is always there. */
  readonly checks: readonly (readonly [string, CheckResult])[];
  readonly numbers: readonly number[];
  readonly isRepeatable: boolean;
}

/**
 * What is to be said of a group, and on which checks.
 *
 * @throws what GitHub refused; why there is no review is a result
 */
export async function groupResults(
  ports: ReviewPorts,
  github: GitHub,
  task: GroupTask,
  { signal, onFetching }: { readonly signal: AbortSignal } & Pick<CommitsToReview, 'onFetching'>,
): Promise<GroupResults> {
  const open = await readOpenPulls(github, task.repository);
  const { data: repository } = await github.rest.repos.get({ ...namesOf(task) });
  const place = { repository: String(repository.id), cloneUrl: repository.clone_url };
  try {
    const { refs, baseBranch, ...about } = { ...place, ...commitsOf(ports, task) };
    const commits = await ports.commitsBetween({ ...about, refs }, signal);
    const pulls = groupMembers(open, { commits, headRef: task.headRef, branch: baseBranch });
    const members: ReadMember[] = [];
    for (const pull of pulls) members.push(await readMember(ports, github, task, pull, { open, signal, onFetching }));
    const group = await ports.reviewCommits(
      {
        ...{ ...about, refs, baseBranch, withParts: true, asking: askingOf(task.repository) },
        whose: () => whoseGroup(github, pulls),
        elsewhere: resolvedOf(members),
        onFetching,
      },
      signal,
    );
    return {
      ...describeGroup(baseBranch, group, members),
      numbers: pulls.map(({ ref }) => ref.number),
      isRepeatable: !isUnfinished(group),
    };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    const output = { title: error.title, summary: error.message, annotations: [] };
    return {
      checks: [[checkName(branchOf(task.baseRef)), { conclusion: 'failure', output }]],
      numbers: [],
      isRepeatable: error.isRepeatable,
    };
  }
}

/** A group is as foreign as any of its pull requests. */
async function whoseGroup(github: GitHub, pulls: readonly OpenPull[]): Promise<Whose> {
  const all = await Promise.all(pulls.map((pull) => whoseChange(github, pull)));
  return all.find((each) => each !== 'own') ?? 'own';
}

/** What its pull requests have found elsewhere is what the group does: else it would be held to what nobody was shown. */
function resolvedOf(members: readonly ReadMember[]): ResolvedElsewhere {
  const all = members.flatMap(({ elsewhere }) => elsewhere ?? []);
  return {
    resolutions: new Map(all.flatMap(({ resolutions }) => [...resolutions])),
    gitDirectories: all.flatMap(({ gitDirectories }) => gitDirectories),
  };
}

function namesOf({ repository: { owner, repo } }: GroupTask) {
  return { owner, repo };
}

function commitsOf(ports: ReviewPorts, { headRef, baseRef, baseCommit, headCommit, repository }: GroupTask) {
  const token = () => ports.readingToken(repository);
  const refs = [baseRef, headRef];
  return { refs, baseBranch: branchOf(baseRef), baseCommit, headCommit, sides: 'as-given' as const, token };
}

export function branchOf(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}

function describeGroup(
  base: string,
  { review, mode, perCluster }: ReviewedCommits,
  members: readonly GroupMember[],
): Pick<GroupResults, 'checks'> {
  const { conclusion, reasons } = judgeGroup(review, mode, members);
  const who = members.map(({ number }) => `#${number}`).join(', ');
  const lines = [...reasons].map(([cluster, why]) => `- ${name(cluster)}: ${why}`);
  const section = approvalsSection({ conclusion, ineligible: [] });
  const moved = members.flatMap(({ number, moved }) =>
    moved.map((clause) => `- Since #${number} was reviewed, ${clause}.`),
  );
  const about = `Merge group of ${who === '' ? 'no open pull request' : who}.`;
  const approvals = [about, lines.join('\n'), moved.join('\n'), section];
  const { title, summary, text } = toCheckOutput(review, {
    approvals: approvals.filter((part) => part !== '').join('\n\n'),
  });
  const output = { title, summary, annotations: [], ...(text === '' ? {} : { text }) };
  const names = perCluster ? review.order : [];
  return {
    checks: [
      [checkName(base), { conclusion: conclusion.conclusion, output }],
      ...names.map((cluster) => {
        const alone = concludeCluster(review, conclusion, cluster, mode.isAdvisory);
        const own = { conclusion: alone === 'action_required' ? 'failure' : alone, output } as const;
        return [checkName(base, cluster), own] as const;
      }),
    ],
  };
}
