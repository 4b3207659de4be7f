import type { Probot } from 'probot';
import { reviewedHead } from '../api/sticky-comment.ts';
import { parseCommand } from '../commands/run/parse-command.ts';
import { newLook } from '../tasks/look-again.ts';
import type { Inbox } from './inbox.ts';
import { refOf } from './ref-of.ts';

/** Commands by people, in new comments: later edits and comments by programs are ignored. */
export function onCommand(probot: Probot, inbox: Inbox): void {
  probot.on('issue_comment.created', async ({ id, payload }) => {
    const { comment, issue, sender } = payload;
    const { user } = comment;
    const ref = refOf(payload, issue.number);
    const isPerson = user?.type === 'User' && sender.type === 'User' && !comment.performed_via_github_app;
    if (!ref || !user || !isPerson || parseCommand(comment.body) === undefined) return;
    const asked = {
      ref,
      isPull: issue.pull_request !== undefined,
      comment: comment.id,
      body: comment.body,
      by: { login: user.login, id: user.id },
      at: comment.created_at,
      delivery: id,
    };
    await inbox.enqueue({ kind: 'command', asked });
  });
}

/** Somebody edited or deleted the comment of this App: it is restored. */
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
