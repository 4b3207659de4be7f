import type { LRUCache } from 'lru-cache';
import { approvalFor } from '../../config/approval-for.ts';
import type { ApprovalConfig, Config } from '../../config/config.ts';
import type { ObjectSession } from '../../git/git-objects.ts';
import type { ReviewedCommits } from '../../github/review-commits.ts';
import type { ParsedBlob } from '../../kustomize/loader.ts';
import { verdictOf } from '../../policy/verdict.ts';
import type { Review } from '../../radius/review-contract.ts';
import { review } from '../../review.ts';
import { drive } from '../../tree/drive.ts';
import type { RepoTree } from '../../tree/repo-tree.ts';
import { configOfCommits } from '../config-of-commits.ts';
import { shownPaths } from '../shown-paths.ts';
import type { RenderTask } from './render-task.ts';

/**
 * Reads the configuration, reviews, and finds out what can be linked to: everything that needs a repository's files and no
 * network.
 *
 * @param parsed what earlier reviews have parsed; grows
 * @throws CannotReview, GitError
 */
export async function render(
  { objects, fetch }: ObjectSession,
  task: RenderTask,
  parsed: LRUCache<string, ParsedBlob>,
): Promise<ReviewedCommits> {
  const { base, head, baseBranch, merge, withParts, key } = task;
  const at = (id: string): RepoTree => ({ id, objects });
  const [before, after] = [at(task.before), at(task.after)];
  const [ofBase, ofHead] = [at(task.ofBase), at(task.ofHead)];
  const { config, findings } = await drive(fetch, () => configOfCommits(ofBase, after));
  const rendered = await drive(fetch, () =>
    review({ before, after, config, base, head, merge, baseBranch, withParts, key, parsed }),
  );
  const judged = { ...rendered, findings: [...rendered.findings, ...findings] };
  const result = { ...judged, verdict: verdictOf(judged) };
  const shown = await drive(fetch, () => shownPaths(result, { after, head: ofHead, base: ofBase }));
  const { advisory, perCluster } = config.checks;
  return {
    review: result,
    mode: { isAdvisory: advisory, approvals: approvalsFor(config, result) },
    overridePermission: config.overrides.permission,
    perCluster,
    shown,
  };
}

function approvalsFor(config: Config, { clusters }: Review): Record<string, ApprovalConfig> {
  const rules = Object.entries(clusters).flatMap(([name, cluster]) => {
    const rule = approvalFor(config, name, cluster.protected);
    return rule === undefined ? [] : [[name, rule] as const];
  });
  return Object.fromEntries(rules);
}
