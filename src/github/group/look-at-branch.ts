import type { Logger } from 'pino';
import { readOpenPulls } from '../api/open-pulls.ts';
import { newLook } from '../tasks/look-again.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import type { BranchTask } from '../tasks/task.ts';

/** A base moved: each open pull request into it is looked at, and stays as it is where the move changes nothing of it. */
export async function lookAtBranch(ports: ReviewPorts, task: BranchTask, log: Logger): Promise<void> {
  const { repository, branch, delivery } = task;
  const github = await ports.connect(repository.installation, log);
  const open = await readOpenPulls(github, repository);
  const into = open.filter(({ baseBranch }) => baseBranch === branch);
  log.info({ branch, pulls: into.length }, 'a base branch moved');
  for (const { ref } of into) await ports.lookAgain(newLook(ref, { delivery, urgency: 'base' }));
}
