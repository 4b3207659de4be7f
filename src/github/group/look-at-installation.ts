import type { Logger } from 'pino';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import type { InstallationTask } from '../tasks/task.ts';

/** Every repository that the installation reaches is looked at. */
export async function lookAtInstallation(ports: ReviewPorts, task: InstallationTask, log: Logger): Promise<void> {
  const { installation, delivery, urgency } = task;
  const github = await ports.connect(installation, log);
  const found = await github.paginate(github.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
  log.debug({ repositories: found.length }, 'all repositories of an installation are looked at');
  for (const { name: repo, owner, archived } of found) {
    if (archived) continue;
    const repository = { installation, owner: owner.login, repo };
    await ports.enqueue({ kind: 'repository', repository, delivery, urgency });
  }
}
