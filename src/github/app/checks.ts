import type { Probot } from 'probot';
import { pullOfExternalId } from '../api/external-id.ts';
import { decodeGroup } from '../tasks/group-run.ts';
import { newLook } from '../tasks/look-again.ts';
import type { Inbox } from './inbox.ts';
import { refOf } from './ref-of.ts';

const approving = /^approve:([0-9a-f]{12})$/;

/** "Re-run" on the check itself, and its buttons. Programs may press them too: only a person's clicks count. */
export function onCheckRun(probot: Probot, inbox: Inbox): void {
  probot.on('check_run.rerequested', async ({ id, payload }) => {
    if (!isByPerson(payload)) return;
    const group = decodeGroup(payload.check_run.external_id);
    if (group && payload.installation) {
      const { owner, name: repo } = payload.repository;
      const repository = { installation: payload.installation.id, owner: owner.login, repo };
      return inbox.enqueue({
        kind: 'group',
        repository,
        delivery: id,
        headCommit: payload.check_run.head_sha,
        ...group,
      });
    }
    const pullRequest = pullOf(payload);
    if (!pullRequest) return;
    const version = `${payload.check_run.head_sha} ${id}`;
    await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'person', force: true, version }));
  });
  probot.on('check_run.requested_action', async ({ id, payload }) => {
    if (!isByPerson(payload)) return;
    const pullRequest = pullOf(payload);
    const [, tag] = approving.exec(payload.requested_action?.identifier ?? '') ?? [];
    if (!pullRequest || tag === undefined) return;
    const { number } = pullRequest;
    const into = payload.check_run.pull_requests.find((listed) => listed?.number === number)?.base.ref;
    const by = payload.sender.login;
    const asks = [{ kind: 'approve' as const, number, tag, via: 'button' as const, by, ...(into && { into }) }];
    await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'person', asks }));
  });
}

function isByPerson({ sender }: { readonly sender: { readonly type?: string | undefined } }): boolean {
  return sender.type === 'User';
}

type About = Parameters<typeof refOf>[0] & {
  readonly check_run: {
    readonly external_id: string | null;
    readonly pull_requests: readonly ({ readonly number: number } | null)[];
  };
};

/** The run names its pull request itself: for forks, GitHub lists none. */
function pullOf(payload: About) {
  const { external_id: externalId, pull_requests: listed } = payload.check_run;
  const number = pullOfExternalId(externalId) ?? listed[0]?.number;
  return number === undefined ? undefined : refOf(payload, number);
}

/** "Re-run all checks". */
export function onCheckSuite(probot: Probot, inbox: Inbox): void {
  probot.on('check_suite.rerequested', async ({ id, payload, octokit }) => {
    if (!isByPerson(payload)) return;
    const { check_suite, repository } = payload;
    const numbers = new Set<number | undefined>(check_suite.pull_requests.map((pull) => pull?.number));
    if (numbers.size === 0) {
      // A fork's suite lists no pull request; its runs, which are ours, name theirs.
      const { data } = await octokit.rest.checks.listForSuite({
        owner: repository.owner.login,
        repo: repository.name,
        check_suite_id: check_suite.id,
        per_page: 100,
      });
      for (const run of data.check_runs) numbers.add(pullOfExternalId(run.external_id));
    }
    for (const number of numbers) {
      const pullRequest = number === undefined ? undefined : refOf(payload, number);
      if (!pullRequest) continue;
      const version = `${check_suite.head_sha} ${id}`;
      await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'person', force: true, version }));
    }
  });
}
