import { findCheckRun, type StandingCheck } from './check-run.ts';
import type { GitHub } from './github.ts';
import type { LivePullRequest } from './live-pull-request.ts';
import { decodePublished, digestOf } from './published.ts';
import type { AppIdentity } from './review-ports.ts';
import { findStickyComment, type StickyComment } from './sticky-comment.ts';

/** What this App has said about a pull request so far. */
export interface Standing {
  readonly check: StandingCheck | undefined;
  readonly comment: StickyComment | undefined;
}

export async function readStanding(github: GitHub, pull: LivePullRequest, identity: AppIdentity): Promise<Standing> {
  const [check, comment] = await Promise.all([
    findCheckRun(github, pull.ref, pull.headCommit, identity.id),
    findStickyComment(github, pull.ref, identity.login),
  ]);
  return { check, comment };
}

/** @returns whether a review of these inputs is published, and its comment says what it said then */
export function isUpToDate({ check, comment }: Standing, inputs: string): boolean {
  if (!check?.isCompleted) return false;
  const published = decodePublished(check.externalId);
  return published?.inputs === inputs && published.comment === (comment && digestOf(comment.body));
}
