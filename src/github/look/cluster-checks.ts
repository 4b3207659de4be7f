import type { Review } from '../../review/contract/review.ts';
import { code, name as shownName } from '../../text/escape.ts';
import { cancelRuns } from '../api/cancel-runs.ts';
import { checkName, readCheckName } from '../api/check-names.ts';
import { type CheckResult, completeCheckRun, createCheckRun } from '../api/check-run.ts';
import { externalIdOf } from '../api/external-id.ts';
import type { GitHub } from '../api/github.ts';
import { type OwnRun, ownRunsOn, passes } from '../api/own-runs.ts';
import type { LiveHead } from '../tasks/live-head.ts';
import type { AppIdentity } from '../tasks/review-ports.ts';
import type { Desired } from './desired.ts';
import { worstOf } from './desired.ts';

/** What the checks of single clusters are written with. */
interface ClusterChecks {
  readonly github: GitHub;
  readonly head: LiveHead;
  readonly identity: AppIdentity;
  readonly desired: readonly Desired[];
  /** Digest of what the check of all clusters says, which these refer to. */
  readonly content: string;
  /** Whether all are written, even if nothing changed. */
  readonly isAnew: boolean;
  /** Whether there can be none yet, so that nobody has to ask. */
  readonly isFirst: boolean;
}

/**
 * One more check for each cluster, so that branch rules can require some and not others. Unchanged clusters have
 * theirs too, because a rule waits for every name it lists. Those that were reported before, and of which nothing is known
 * any more, end: a rule may require them alone.
 *
 * @returns how many were written
 */
export async function writeClusterChecks(checks: ClusterChecks): Promise<number> {
  const { github, head, identity, desired, content, isAnew, isFirst } = checks;
  const areReviewed = desired.every(({ isReviewed }) => isReviewed);
  // What could not be reviewed may do anything to any of them.
  const names = new Set(areReviewed ? desired.flatMap(({ clusters }) => [...clusters.keys()]) : []);
  if (names.size === 0 && isFirst) return 0;
  const { ref } = head.leader;
  const runs = await ownRunsOn(github, ref, head.commit, identity.id);
  const externalId = externalIdOf(ref.number, content);
  let written = 0;
  for (const cluster of names) {
    const conclusion = worstOf(desired.flatMap(({ clusters }) => clusters.get(cluster) ?? []));
    const name = checkName(head.base, cluster);
    const run = runs.find((each) => each.name === name);
    const isSame = run?.conclusion === conclusion && run.externalId === externalId;
    if (isSame && !isAnew) continue;
    const isUnjudged = desired.some((each) => each.isUnjudged && each.clusters.has(cluster));
    const isPartly = conclusion === 'neutral' && desired.some(({ partlyKnown }) => partlyKnown.has(cluster));
    const phrase = isUnjudged ? 'not judged' : isPartly ? 'only partly known' : phrases[conclusion];
    const check = clusterResult(head.base, cluster, { conclusion, phrase }, externalId);
    if (run === undefined) await createCheckRun(github, ref, head.commit, name, check);
    else await completeCheckRun(github, ref, run.id, check);
    written += 1;
  }
  const others = clustersPassing(runs, head.base).filter(({ cluster }) => !names.has(cluster));
  for (const { run, cluster } of others) {
    const failed = clusterResult(head.base, cluster, { conclusion: 'failure', phrase: 'not reviewed' }, externalId);
    if (areReviewed) await cancelRuns(github, ref, [run], 'gone');
    else await completeCheckRun(github, ref, run.id, failed);
  }
  return written + others.length;
}

/** @returns the checks of single clusters that a rule of the base would let through */
export function clustersPassing(
  runs: readonly OwnRun[],
  base: string,
): readonly { readonly run: OwnRun; readonly cluster: string }[] {
  return runs.filter(passes).flatMap((run) => {
    const { base: into, cluster } = readCheckName(run.name) ?? {};
    return into === base && cluster !== undefined ? [{ run, cluster }] : [];
  });
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
