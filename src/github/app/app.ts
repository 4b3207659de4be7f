import type { Probot } from 'probot';
import type { Inbox } from '../tasks/inbox.ts';
import { onCheckRun } from './check-run.ts';
import { onCheckSuite } from './check-suite.ts';
import { onCommand } from './command.ts';
import { onInstallation } from './installation.ts';
import { onMergeGroup } from './merge-group.ts';
import { onOwnComment } from './own-comment.ts';
import { onPullRequest } from './pull-request.ts';
import { onPullRequestReview } from './pull-request-review.ts';
import { onPush } from './push.ts';
import { onRepository } from './repository.ts';

/**
 * The App as Probot loads it. A handler reads nothing and decides nothing: it leaves word which pull request to look
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
    onMergeGroup(probot, inbox);
    onInstallation(probot, inbox);
    onRepository(probot, inbox);
  };
}
