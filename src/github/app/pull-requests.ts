import type { Probot } from 'probot';
import { type Ask, newLook } from '../tasks/look-again.ts';
import type { Inbox } from './inbox.ts';
import { refOf } from './ref-of.ts';

/**
 * Drafts are reviewed like all others: their author is the first who wants to know.
 * So `ready_for_review` mostly finds everything done, and repairs what a lost event left.
 */
export function onPullRequest(probot: Probot, inbox: Inbox): void {
  probot.on(
    [
      'pull_request.opened',
      'pull_request.synchronize',
      'pull_request.reopened',
      'pull_request.ready_for_review',
      'pull_request.edited',
    ],
    async ({ id, payload }) => {
      // Titles and bodies do not matter to a review; a new base does.
      if (payload.action === 'edited' && !payload.changes.base) return;
      const { number, head, base } = payload.pull_request;
      const pullRequest = refOf(payload, number);
      if (!pullRequest) return;
      const isHandedIn = payload.action === 'opened' || payload.action === 'synchronize';
      const version = `${head.sha} ${base.ref}`;
      const actors = isHandedIn ? [{ number, login: payload.sender.login }] : [];
      await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'event', version, actors }));
    },
  );
  probot.on('pull_request.closed', async ({ id, payload }) => {
    const { number, head } = payload.pull_request;
    const pullRequest = refOf(payload, number);
    if (!pullRequest) return;
    // Another open pull request may have the same head, and its check spoke for this one too.
    const version = `${head.sha} closed`;
    const look = newLook(pullRequest, { delivery: id, urgency: 'event', version, former: [head.sha] });
    await inbox.drop({ kind: 'pull', look });
    await inbox.lookAgain(look);
  });
}

/** An approving review counts for every cluster its author may approve; dismissing it withdraws the approval. */
export function onPullRequestReview(probot: Probot, inbox: Inbox): void {
  probot.on(['pull_request_review.submitted', 'pull_request_review.dismissed'], async ({ id, payload }) => {
    const { review, pull_request } = payload;
    const isApproval = payload.action === 'submitted' && review.state.toLowerCase() === 'approved';
    const isDismissal = payload.action === 'dismissed';
    const pullRequest = refOf(payload, pull_request.number);
    if (!pullRequest || !review.user || !(isApproval || isDismissal)) return;
    const ask: Ask = {
      kind: isApproval ? 'approve' : 'unapprove',
      number: pull_request.number,
      cluster: undefined,
      by: review.user.login,
      via: 'review',
      at: isApproval && review.submitted_at ? review.submitted_at : new Date().toISOString(),
      ...(isApproval && review.commit_id ? { head: review.commit_id } : {}),
    };
    await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'person', asks: [ask] }));
  });
}
