import type { Probot } from 'probot';
import { checkName } from '../api/check-run.ts';
import { decodePublished } from '../api/published.ts';
import type { Inbox } from '../tasks/inbox.ts';
import { newLook } from '../tasks/look-again.ts';
import { refOf } from './ref-of.ts';

/** "Re-run all checks". */
export function onCheckSuite(probot: Probot, inbox: Inbox): void {
  probot.on('check_suite.rerequested', async ({ id, payload, octokit }) => {
    const { check_suite, repository } = payload;
    const numbers = new Set<number | undefined>(check_suite.pull_requests.map((pull) => pull?.number));
    if (numbers.size === 0) {
      // A fork's suite lists no pull request; its runs, which are ours, name theirs.
      const { data } = await octokit.rest.checks.listForSuite({
        owner: repository.owner.login,
        repo: repository.name,
        check_suite_id: check_suite.id,
        check_name: checkName,
      });
      for (const run of data.check_runs) numbers.add(decodePublished(run.external_id)?.members[0]?.number);
    }
    for (const number of numbers) {
      const pullRequest = number === undefined ? undefined : refOf(payload, number);
      if (!pullRequest) continue;
      const version = `${check_suite.head_sha} ${id}`;
      await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'person', force: true, version }));
    }
  });
}
