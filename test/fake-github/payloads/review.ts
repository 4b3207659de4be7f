import type { PullIssue } from '../state/repository.ts';
import type { Review } from '../state/review.ts';
import type { World } from '../state/world.ts';
import { accountPayload } from './account.ts';
import { authorAssociation, issueHtmlUrl } from './issue.ts';
import { pullUrl } from './pull.ts';
import { nodeId, type Rest, timestamp } from './schemas.ts';

/** A review as REST lists it: its state in capitals, where deliveries write it small. */
export const reviewPayload = (world: World, issue: PullIssue, review: Review) => {
  const html_url = `${issueHtmlUrl(world, issue)}#pullrequestreview-${review.id}`;
  const pull_request_url = pullUrl(world, issue);
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: accountPayload(world, review.author),
    body: review.body ?? '',
    state: review.state.toUpperCase(),
    html_url,
    pull_request_url,
    commit_id: review.commit,
    submitted_at: timestamp(review.submittedAt),
    author_association: authorAssociation(issue.repository, review.author),
    _links: { html: { href: html_url }, pull_request: { href: pull_request_url } },
  } satisfies Rest['pull-request-review'];
};
