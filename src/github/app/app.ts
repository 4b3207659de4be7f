import type { Probot } from 'probot';
import { onCheckRun, onCheckSuite } from './checks.ts';
import { onCommand, onOwnComment } from './comments.ts';
import { onDashboard } from './dashboard.ts';
import type { Inbox } from './inbox.ts';
import { onMergeGroup } from './merge-group.ts';
import { onPeople } from './people.ts';
import { onPullRequest, onPullRequestReview } from './pull-requests.ts';
import { onInstallation, onPush, onRepository } from './repositories.ts';

/**
 * The App as Probot loads it. A handler reads nothing and decides nothing: it only queues which pull request to look
 * at, so that a delivery is answered at once, and lost, doubled or late ones do no harm.
 */
export function createApp(inbox: Inbox): (probot: Probot) => void {
  return (probot) => {
    onPullRequest(probot, inbox);
    onPullRequestReview(probot, inbox);
    onCheckRun(probot, inbox);
    onCheckSuite(probot, inbox);
    onOwnComment(probot, inbox);
    onCommand(probot, inbox);
    onPush(probot, inbox);
    onDashboard(probot, inbox);
    onMergeGroup(probot, inbox);
    onInstallation(probot, inbox);
    onRepository(probot, inbox);
    onPeople(probot, inbox);
  };
}
