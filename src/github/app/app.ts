import type { Probot } from 'probot';
import type { Bell } from '../tasks/bell.ts';
import { onCheckRun } from './check-run.ts';
import { onCheckSuite } from './check-suite.ts';
import { type CommandBell, onCommand } from './command.ts';
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
export function createApp(bell: Bell & CommandBell): (probot: Probot) => void {
  return (probot) => {
    onPullRequest(probot, bell);
    onPullRequestReview(probot, bell);
    onCheckRun(probot, bell);
    onCheckSuite(probot, bell);
    onOwnComment(probot, bell);
    onCommand(probot, bell);
    onPush(probot, bell);
    onMergeGroup(probot, bell);
    onInstallation(probot, bell);
    onRepository(probot, bell);
  };
}
