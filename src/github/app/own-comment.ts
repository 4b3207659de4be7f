import type { Probot } from 'probot';
import { reviewedHead } from '../api/sticky-comment.ts';
import type { Inbox } from '../tasks/inbox.ts';
import { newLook } from '../tasks/look-again.ts';
import { refOf } from './ref-of.ts';

/** Somebody edited or deleted the comment of this App: it is brought back to what it should say. */
export function onOwnComment(probot: Probot, inbox: Inbox): void {
  probot.on(['issue_comment.edited', 'issue_comment.deleted'], async ({ id, payload }) => {
    const { comment, issue, sender } = payload;
    const isOwnEdit = sender.login === comment.user?.login;
    const before = 'changes' in payload ? payload.changes.body?.from : undefined;
    const wasOurs = [comment.body, before].some((body) => body !== undefined && reviewedHead(body) !== undefined);
    const pullRequest = refOf(payload, issue.number);
    if (!pullRequest || !issue.pull_request || comment.user?.type !== 'Bot' || isOwnEdit || !wasOurs) return;
    await inbox.lookAgain(newLook(pullRequest, { delivery: id, urgency: 'event', isDoubtful: true }));
  });
}
