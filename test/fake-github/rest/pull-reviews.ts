import { paginated } from '../http/paginate.ts';
import { type Route, repositoryRoute } from '../http/route.ts';
import { reviewPayload } from '../payloads/review.ts';
import { pullOf } from './pulls.ts';

export const pullReviewRoutes: readonly Route[] = [
  repositoryRoute(
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    { needs: [{ pull_requests: 'read' }] },
    (context) => {
      const issue = pullOf(context);
      return paginated(context, issue.pull.reviews, (review) => reviewPayload(context.world, issue, review));
    },
  ),
];
