import type { Probot } from 'probot';
import type { Ask } from '../tasks/ask.ts';
import type { Inbox } from '../tasks/inbox.ts';
import { newLook } from '../tasks/look-again.ts';
import { refOf } from './ref-of.ts';

/** A review that approves counts for every cluster its author may approve; one that is dismissed takes that back. */
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
