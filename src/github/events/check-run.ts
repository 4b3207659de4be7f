import type { Probot } from 'probot';
import type { Bell } from '../look-again.ts';
import { decodePublished } from '../published.ts';

/** "Re-run" on the check itself. */
export function onCheckRun(probot: Probot, bell: Bell): void {
  probot.on('check_run.rerequested', async ({ id, payload }) => {
    const { check_run, installation, repository } = payload;
    // The run names its pull request itself: for forks, GitHub lists none.
    const number = decodePublished(check_run.external_id)?.number ?? check_run.pull_requests[0]?.number;
    if (!installation || number === undefined) return;
    await bell.lookAgain({
      pullRequest: { installation: installation.id, owner: repository.owner.login, repo: repository.name, number },
      delivery: id,
      force: true,
      version: `${check_run.head_sha} ${id}`,
      outrun: 0,
    });
  });
}
