import type { Probot } from 'probot';
import { parseCommand } from '../commands/run/parse-command.ts';
import type { Inbox } from '../tasks/inbox.ts';
import { refOf } from './ref-of.ts';

/** Commands of people, in comments as they are made: what is edited later, and what programs write, is none. */
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
