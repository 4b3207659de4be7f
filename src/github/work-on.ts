import type { Logger } from 'pino';
import { type ClosedPull, readClosedLately } from './api/closed-pulls.ts';
import { readOpenPulls } from './api/open-pulls.ts';
import { reviewGroup } from './group/review-group.ts';
import { reviewPullRequest } from './look/review-pull-request.ts';
import { type LookAgain, newLook } from './tasks/look-again.ts';
import type { ReviewPorts } from './tasks/review-ports.ts';
import { takenBack } from './tasks/taken-back.ts';
import type {
  BranchTask,
  CommandTask,
  DashboardTask,
  HeadTask,
  InstallationTask,
  RepositoryTask,
  Task,
} from './tasks/task.ts';

/**
 * Does a task.
 *
 * @param signal stops the work at its next awaited step
 */
export function workOn(
  ports: ReviewPorts,
  task: Exclude<Task, CommandTask | DashboardTask>,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  switch (task.kind) {
    case 'pull':
      return reviewPullRequest(ports, task.look, log, signal);
    case 'branch':
      return lookAtBranch(ports, task, log, signal);
    case 'head':
      return glanceAtHead(ports, task, log);
    case 'group':
      return reviewGroup(ports, task, log, signal);
    case 'repository':
      return lookAtRepository(ports, task, log, signal);
    case 'installation':
      return lookAtInstallation(ports, task, log);
  }
}

/**
 * A base moved: each open pull request into it is looked at, and stays as it is where the move changes nothing of it. So is what
 * was merged into it lately, and has just been taken back. Of a branch that is no base now, but may have been one, the sweep asks.
 */
async function lookAtBranch(ports: ReviewPorts, task: BranchTask, log: Logger, signal: AbortSignal): Promise<void> {
  const { repository, branch, isDefault, delivery } = task;
  const github = await ports.connect(repository.installation, log);
  const open = await readOpenPulls(github, repository);
  const into = open.filter(({ baseBranch }) => baseBranch === branch);
  log.info({ branch, pulls: into.length }, 'a base branch moved');
  for (const { ref } of into) await ports.lookAgain(newLook(ref, { delivery, urgency: 'base' }));
  if (isDefault !== true && into.length === 0) return;
  const closed = await readClosedLately(github, ports.notes, repository, ports.now());
  const merged = closed.filter(({ isMerged, baseBranch }) => isMerged && baseBranch === branch);
  for (const each of await takenBack(ports, merged, signal))
    await ports.lookAgain(lookAtClosed(each, { delivery, urgency: 'base' }));
}

function lookAtClosed({ ref, headCommit }: ClosedPull, about: Pick<LookAgain, 'delivery' | 'urgency'>): LookAgain {
  return newLook(ref, { ...about, former: [headCommit] });
}

/**
 * Asks whether the head was concluded before. Its check may be out of date, for the base has moved on since, and counts
 * until the look at it, which then goes before all others.
 *
 * @see https://docs.github.com/rest/checks/runs#list-check-runs-for-a-git-reference
 */
async function glanceAtHead(ports: ReviewPorts, { look }: HeadTask, log: Logger): Promise<void> {
  const { owner, repo, installation } = look.pullRequest;
  const [headCommit = ''] = look.version.split(' ');
  const [identity, github] = await Promise.all([ports.identity(), ports.connect(installation, log)]);
  const query = { owner, repo, ref: headCommit, app_id: identity.id, status: 'completed', per_page: 1 } as const;
  // The look itself says what is the matter where GitHub does not answer, or no longer knows the commit.
  const found = await github.rest.checks.listForRef(query).catch(() => undefined);
  if (found?.data.total_count !== 0) await ports.lookAgain({ ...look, urgency: 'base' });
}

/**
 * Every open pull request is looked at: the first time a repository is seen, after a rename, and by each sweep. So is what was
 * closed lately, where nobody knows that its checks have ended, and what its base no longer holds: of a close and of a push,
 * GitHub tells once.
 */
async function lookAtRepository(
  ports: ReviewPorts,
  task: RepositoryTask,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { repository, delivery, urgency } = task;
  const github = await ports.connect(repository.installation, log);
  const open = await readOpenPulls(github, repository);
  log.debug({ pulls: open.length }, 'checking all open pull requests');
  for (const { ref } of open) await ports.lookAgain(newLook(ref, { delivery, urgency, isDoubtful: true }));
  const closed = await readClosedLately(github, ports.notes, repository, ports.now());
  const unknown = closed.filter(({ ended }) => ended === 'nothing');
  const merged = closed.filter(({ isMerged, ended }) => isMerged && ended === 'others');
  for (const each of [...unknown, ...(await takenBack(ports, merged, signal))])
    await ports.lookAgain(lookAtClosed(each, { delivery, urgency }));
}

/** Every repository that the installation reaches is looked at. */
async function lookAtInstallation(ports: ReviewPorts, task: InstallationTask, log: Logger): Promise<void> {
  const { installation, delivery, urgency } = task;
  const github = await ports.connect(installation, log);
  const found = await github.paginate(github.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
  log.debug({ repositories: found.length }, 'checking all repositories of an installation');
  for (const { name: repo, owner, archived, id, clone_url: cloneUrl, default_branch: branch } of found) {
    if (archived) continue;
    const repository = { installation, owner: owner.login, repo };
    await ports.enqueue({ kind: 'repository', repository, delivery, urgency });
    const mirror = { repository: String(id), cloneUrl, branch };
    await ports.enqueue({ kind: 'dashboard', repository, mirror, isDoubtful: false, delivery, urgency });
  }
}
