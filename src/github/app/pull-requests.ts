import type { Probot } from 'probot';
import { newLook } from '../tasks/look-again.ts';
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
      const version = `${head.sha} ${base.ref}`;
      // A commit that was reviewed before has its check already: into this base as it was then.
      const isOld = payload.action === 'edited' || payload.action === 'reopened';
      const isNew = payload.action === 'opened' || payload.action === 'synchronize';
      const look = newLook(pullRequest, { delivery: id, urgency: isOld ? 'base' : 'event', version });
      if (isNew) await inbox.enqueue({ kind: 'head', look });
      // At once, as it stops the review of the head before.
      await inbox.lookAgain(look);
    },
  );
  probot.on('pull_request.closed', async ({ id, payload }) => {
    const { number, head } = payload.pull_request;
    const pullRequest = refOf(payload, number);
    if (!pullRequest) return;
    // A running review is stopped by the other version, and what people ask for is kept: this may be the event of long ago.
    // Another open pull request may have the same head, and its check spoke for this one too.
    const version = `${head.sha} closed`;
    await inbox.tell(pullRequest);
    await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'event', version, former: [head.sha] }));
  });
}

/** What a review says is read from GitHub: the latest of each person counts, whatever happened to the deliveries. */
export function onPullRequestReview(probot: Probot, inbox: Inbox): void {
  probot.on(['pull_request_review.submitted', 'pull_request_review.dismissed'], async ({ id, payload }) => {
    const pullRequest = refOf(payload, payload.pull_request.number);
    // Whatever is no approval may withdraw one.
    const isApproval = payload.action === 'submitted' && payload.review.state.toLowerCase() === 'approved';
    const urgency = isApproval ? 'person' : 'base';
    if (pullRequest) await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency }));
  });
}
