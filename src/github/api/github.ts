import type { ProbotOctokit } from 'probot';

/** GitHub's REST as one installation may use it: paced, with retries, logging each request. */
export type GitHub = ProbotOctokit;
