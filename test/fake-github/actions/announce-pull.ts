import { emit } from '../events/emit.ts';
import { pullPayload } from '../payloads/pull.ts';
import type { Hooks } from '../payloads/schemas.ts';
import type { Account } from '../state/account.ts';
import type { PullIssue } from '../state/repository.ts';
import type { World } from '../state/world.ts';

export type PullAction =
  | 'opened'
  | 'reopened'
  | 'closed'
  | 'synchronize'
  | 'edited'
  | 'ready_for_review'
  | 'converted_to_draft';

export interface PullDetails {
  readonly before?: string;
  readonly after?: string;
  readonly changes?: Hooks['webhook-pull-request-edited']['changes'];
}

type Frame = Pick<Hooks['webhook-pull-request-opened'], 'number' | 'pull_request'>;

/** The `pull_request` event. */
export const announcePull = (
  world: World,
  issue: PullIssue,
  sender: Account,
  action: PullAction,
  details: PullDetails = {},
): void => {
  const about = () => {
    const frame: Frame = {
      number: issue.number,
      pull_request: {
        ...pullPayload(world, issue),
        allow_auto_merge: false,
        allow_update_branch: false,
        delete_branch_on_merge: false,
        merge_commit_message: 'PR_TITLE',
        merge_commit_title: 'MERGE_MESSAGE',
        squash_merge_commit_message: 'COMMIT_MESSAGES',
        squash_merge_commit_title: 'COMMIT_OR_PR_TITLE',
        use_squash_pr_title_as_default: false,
      },
    };
    return { ...frame, ...details };
  };
  emit(world, { event: 'pull_request', action, repository: issue.repository, sender, about });
};
