import type { Review } from '../../review/contract/review.ts';
import { code, name as shownName } from '../../text/escape.ts';
import { checkName } from '../api/check-names.ts';
import { type CheckResult, completeCheckRun, createCheckRun } from '../api/check-run.ts';
import { externalIdOf } from '../api/external-id.ts';
import type { GitHub } from '../api/github.ts';
import type { LiveHead } from '../tasks/live-head.ts';
import type { AppIdentity } from '../tasks/review-ports.ts';
import type { Desired } from './desired.ts';
import { worstOf } from './desired.ts';

/**
 * One more check for each cluster, so that branch rules can require some and not others. Unchanged clusters have
 * theirs too, because a rule waits for every name it lists.
 *
 * @param content digest of what the check of all clusters says, which these refer to
 * @param isAnew whether all are written, even if nothing changed
 * @returns how many were written
 */
export async function writeClusterChecks(
  github: GitHub,
  head: LiveHead,
  desired: readonly Desired[],
  identity: AppIdentity,
  { content, isAnew }: { readonly content: string; readonly isAnew: boolean },
): Promise<number> {
  const names = new Set(desired.flatMap(({ clusters }) => [...clusters.keys()]));
  if (names.size === 0) return 0;
  const { owner, repo } = head.leader.ref;
  const query = { owner, repo, ref: head.commit, app_id: identity.id, per_page: 100 };
  const runs = await github.paginate(github.rest.checks.listForRef, query);
  const externalId = externalIdOf(head.leader.ref.number, content);
  let written = 0;
  for (const cluster of names) {
    const conclusion = worstOf(desired.flatMap(({ clusters }) => clusters.get(cluster) ?? []));
    const name = checkName(head.base, cluster);
    const run = runs.find((each) => each.name === name && each.app?.id === identity.id);
    const isSame = run?.conclusion === conclusion && run.external_id === externalId;
    if (isSame && !isAnew) continue;
    const isUnjudged = desired.some((each) => each.isUnjudged && each.clusters.has(cluster));
    const isPartly = conclusion === 'neutral' && desired.some(({ partlyKnown }) => partlyKnown.has(cluster));
    const phrase = isUnjudged ? 'not judged' : isPartly ? 'only partly known' : phrases[conclusion];
    const check = clusterResult(head.base, cluster, { conclusion, phrase }, externalId);
    if (run === undefined) await createCheckRun(github, head.leader.ref, head.commit, name, check);
    else await completeCheckRun(github, head.leader.ref, run.id, check);
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

function clusterResult(
  base: string,
  cluster: string,
  { conclusion, phrase }: { readonly conclusion: Review['verdict']; readonly phrase: string },
  externalId: string,
): CheckResult {
  const summary = `See the check ${code(checkName(base))} and the comment for what happens to ${shownName(cluster)}.`;
  return {
    conclusion,
    externalId,
    output: { title: `${cluster}: ${phrase}`.slice(0, 250), summary, annotations: [] },
  };
}
