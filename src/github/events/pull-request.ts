import type { Probot } from 'probot';
import type { Bell } from '../look-again.ts';

/**
 * Drafts are reviewed like all others: their author is the first who wants to know.
 * So `ready_for_review` mostly finds everything done, and repairs what a lost event left.
 */
export function onPullRequest(probot: Probot, bell: Bell): void {
  probot.on(
    [
      'pull_request.opened',
      'pull_request.synchronize',
      'pull_request.reopened',
      'pull_request.ready_for_review',
      'pull_request.edited',
    ],
    async ({ id, payload }) => {
      // Titles and bodies are nothing to a review; another base is another question.
      if (payload.action === 'edited' && !payload.changes.base) return;
      const pullRequest = named(payload);
      const { head, base } = payload.pull_request;
      const version = `${head.sha} ${base.ref}`;
      if (pullRequest) await bell.lookAgain({ pullRequest, delivery: id, force: false, version, outrun: 0 });
    },
  );
  probot.on('pull_request.closed', async ({ payload }) => {
    const pullRequest = named(payload);
    if (pullRequest) await bell.forget(pullRequest);
  });
}

interface Payload {
  readonly installation?: { readonly id: number } | undefined;
  readonly repository: { readonly name: string; readonly owner: { readonly login: string } };
  readonly pull_request: { readonly number: number };
}

function named({ installation, repository, pull_request }: Payload) {
  if (!installation) return undefined;
  const { name: repo, owner } = repository;
  return { installation: installation.id, owner: owner.login, repo, number: pull_request.number };
}
