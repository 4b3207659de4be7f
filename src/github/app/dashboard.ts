import type { Probot } from 'probot';
import { hasDashboardMarker } from '../dashboard/dashboard-issue.ts';
import type { Inbox } from './inbox.ts';
import { refOf } from './ref-of.ts';

/** Somebody ticked a box in the issue that says what runs where, or edited, closed or deleted it. */
export function onDashboard(probot: Probot, inbox: Inbox): void {
  probot.on(['issues.edited', 'issues.closed', 'issues.deleted', 'issues.transferred'], async ({ id, payload }) => {
    const { issue, sender } = payload;
    const before = 'changes' in payload && 'body' in payload.changes ? payload.changes.body?.from : undefined;
    const wasOurs = [issue.body, before].some(hasDashboardMarker);
    const ref = refOf(payload, issue.number);
    if (!ref || !wasOurs || issue.user?.type !== 'Bot' || sender.login === issue.user.login) return;
    const { installation, owner, repo } = ref;
    const { id: repository, clone_url: cloneUrl, default_branch: branch } = payload.repository;
    await inbox.enqueue({
      kind: 'dashboard',
      repository: { installation, owner, repo },
      mirror: { repository: String(repository), cloneUrl, branch },
      isDoubtful: true,
      delivery: id,
      urgency: 'person',
    });
  });
}
