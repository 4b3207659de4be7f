import type { Review } from '../../review/contract/review.ts';
import { name as shownName } from '../../text/escape.ts';
import { type CheckResult, clusterCheckName, createCheckRun } from '../api/check-run.ts';
import type { GitHub } from '../api/github.ts';
import { decodePublished } from '../api/published.ts';
import type { LiveHead } from '../tasks/live-head.ts';
import type { AppIdentity } from '../tasks/review-ports.ts';
import type { Desired } from './desired.ts';
import { worstOf } from './desired.ts';

/**
 * One more check for each cluster, so that branch rules can require some and not others. Unchanged clusters have
 * theirs too, because a rule waits for every name it lists.
 *
 * @param externalId as the check of all clusters has it
 * @param isAnew whether all are written, even if nothing changed
 * @returns how many were written
 */
export async function writeClusterChecks(
  github: GitHub,
  head: LiveHead,
  desired: readonly Desired[],
  identity: AppIdentity,
  { externalId, isAnew }: { readonly externalId: string; readonly isAnew: boolean },
): Promise<number> {
  const names = new Set(desired.flatMap(({ clusters }) => [...clusters.keys()]));
  if (names.size === 0) return 0;
  const { owner, repo } = head.leader.ref;
  const query = { owner, repo, ref: head.commit, app_id: identity.id, per_page: 100 };
  const runs = await github.paginate(github.rest.checks.listForRef, query);
  const contentDigest = decodePublished(externalId)?.contentDigest;
  let written = 0;
  for (const cluster of names) {
    const conclusion = worstOf(desired.flatMap(({ clusters }) => clusters.get(cluster) ?? []));
    const run = runs.find((each) => each.name === clusterCheckName(cluster) && each.app?.id === identity.id);
    const isSame = run?.conclusion === conclusion && decodePublished(run.external_id)?.contentDigest === contentDigest;
    if (isSame && !isAnew) continue;
    const result = clusterResult(cluster, conclusion, externalId);
    await createCheckRun(github, head.leader.ref, head.commit, result, clusterCheckName(cluster));
    written += 1;
  }
  return written;
}

const phrases: Readonly<Record<Review['verdict'], string>> = {
  success: 'nothing blocks this',
  neutral: 'nothing to judge',
  action_required: 'waiting for approval',
  failure: 'blocked',
};

function clusterResult(cluster: string, conclusion: Review['verdict'], externalId: string): CheckResult {
  const summary = `See the check \`blast-radius\` and the comment for what happens to ${shownName(cluster)}.`;
  return {
    conclusion,
    externalId,
    output: { title: `${cluster}: ${phrases[conclusion]}`.slice(0, 250), summary, annotations: [] },
  };
}
