import type { ProbotOctokit } from 'probot';

/** GitHub's API as whoever has a token may use it. An installation's is paced, with retries, and logs each request. */
export type GitHub = Pick<ProbotOctokit, 'rest' | 'paginate' | 'graphql' | 'request' | 'log' | 'hook'>;
