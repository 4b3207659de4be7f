import type { Logger } from 'pino';
import { readOpenPulls } from '../api/open-pulls.ts';
import { newLook } from '../tasks/look-again.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import type { RepositoryTask } from '../tasks/task.ts';

/** Every open pull request is looked at: the first time a repository is seen, after a rename, and by each sweep. */
export async function lookAtRepository(ports: ReviewPorts, task: RepositoryTask, log: Logger): Promise<void> {
  const { repository, delivery, urgency } = task;
  const github = await ports.connect(repository.installation, log);
  const open = await readOpenPulls(github, repository);
  log.debug({ pulls: open.length }, 'all open pull requests are looked at');
  for (const { ref } of open) await ports.lookAgain(newLook(ref, { delivery, urgency, isDoubtful: true }));
}
