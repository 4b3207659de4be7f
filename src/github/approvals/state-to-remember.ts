import { asksForApproval } from '../../policy/judge/approvals-that-hold.ts';
import type { Mode } from '../../policy/judge/conclude.ts';
import { type Grant, isForEffect } from '../../policy/judge/grant.ts';
import type { Review } from '../../review/contract/review.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';
import type { ApprovalState } from './approval-state.ts';
import type { NamedState } from './signed-state.ts';

/** More than anybody reads; grants for other effects are dropped first. */
const mostGrants = 40;
const mostActors = 60;

interface StateParts {
  readonly review: Review;
  readonly mode: Mode;
  readonly grants: readonly Grant[];
  readonly actors: readonly string[];
  readonly now: Date;
}

/**
 * What the comment has to record from now on.
 *
 * @returns `undefined` if there is nothing to approve, nothing approved and nobody to record; the former state if nothing is new
 */
export function nextState(
  pull: LivePullRequest,
  former: NamedState | undefined,
  { review, mode, grants, actors, now }: StateParts,
): ApprovalState | undefined {
  const shown = Object.fromEntries(
    approvable(review, mode).map(([cluster, digest]) => {
      const before = former?.state.shown[cluster];
      return [cluster, before?.digest === digest ? before : { digest, since: now.toISOString() }];
    }),
  );
  const contributors = [...new Set([...(former?.state.actors ?? []), ...actors])].slice(-mostActors);
  if (Object.keys(shown).length === 0 && grants.length === 0 && contributors.length === 0) return undefined;
  const content = {
    head: pull.headCommit,
    actors: contributors,
    shown,
    grants: fitting(grants, shown),
  };
  if (former && isSame(former.state, content)) return former.state;
  return {
    repository: pull.repositoryId,
    pull: pull.ref.number,
    sequence: (former?.state.sequence ?? 0) + 1,
    ...(former === undefined ? {} : { previous: former.name }),
    ...content,
  };
}

/** @returns the clusters that may need an approval, each with the digest of its effect */
function approvable({ order, clusters, findings }: Review, mode: Mode): readonly (readonly [string, string])[] {
  return order.flatMap((name) => {
    const cluster = Object.hasOwn(clusters, name) ? clusters[name] : undefined;
    const asks = Object.hasOwn(mode.approvals, name) && cluster !== undefined && asksForApproval(cluster);
    const isWrong = findings.some((finding) => finding.cluster === name && finding.severity === 'error');
    return cluster !== undefined && (asks || isWrong) ? [[name, cluster.digest] as const] : [];
  });
}

function fitting(grants: readonly Grant[], shown: ApprovalState['shown']): Grant[] {
  if (grants.length <= mostGrants) return [...grants];
  const holds = (grant: Grant) => isForEffect(grant, shown[grant.cluster]?.digest);
  const holding = grants.filter(holds).slice(-mostGrants);
  const others = grants.filter((grant) => !holds(grant));
  return [...others.slice(Math.max(0, others.length - (mostGrants - holding.length))), ...holding];
}

function isSame(state: ApprovalState, content: Omit<ApprovalState, 'repository' | 'pull' | 'sequence' | 'previous'>) {
  const { head, actors, shown, grants } = state;
  return JSON.stringify({ head, actors, shown, grants }) === JSON.stringify(content);
}
