import { graphqlRoutes } from '../graphql/serve-graphql.ts';
import type { Route } from '../http/route.ts';
import { activityRoutes } from './activity.ts';
import { appRoutes } from './app.ts';
import { branchRuleRoutes } from './branch-rules.ts';
import { checkRunRoutes } from './check-runs.ts';
import { checkSuiteRoutes } from './check-suites.ts';
import { commitRoutes } from './commits.ts';
import { contentsRoutes } from './contents.ts';
import { gitDataRoutes } from './git-data.ts';
import { hookDeliveryRoutes } from './hook-deliveries.ts';
import { installationTokenRoutes } from './installation-tokens.ts';
import { issueCommentRoutes } from './issue-comments.ts';
import { issueRoutes } from './issues.ts';
import { labelRoutes } from './labels.ts';
import { memberRoutes } from './members.ts';
import { pullMergeRoutes } from './pull-merge.ts';
import { pullReviewRoutes } from './pull-reviews.ts';
import { pullRoutes } from './pulls.ts';
import { reactionRoutes } from './reactions.ts';
import { refRoutes } from './refs.ts';
import { repositoryRoutes } from './repositories.ts';
import { teamRoutes } from './teams.ts';
import { userRoutes } from './users.ts';

/** Every endpoint of the API there is; a new resource adds its file and its line here. */
export const routes: readonly Route[] = [
  ...appRoutes,
  ...installationTokenRoutes,
  ...hookDeliveryRoutes,
  ...repositoryRoutes,
  ...branchRuleRoutes,
  ...contentsRoutes,
  ...commitRoutes,
  ...activityRoutes,
  ...refRoutes,
  ...gitDataRoutes,
  ...labelRoutes,
  ...pullRoutes,
  ...pullMergeRoutes,
  ...pullReviewRoutes,
  ...issueRoutes,
  ...issueCommentRoutes,
  ...reactionRoutes,
  ...checkRunRoutes,
  ...checkSuiteRoutes,
  ...teamRoutes,
  ...memberRoutes,
  ...userRoutes,
  ...graphqlRoutes,
];
