import { approvalFor } from '../../config/approval-for.ts';
import type { ApprovalConfig, Config } from '../../config/config.ts';
import type { ObjectSession } from '../../git/objects/git-objects.ts';
import type { Review } from '../../review/contract/review.ts';
import { type ReviewRequest, review } from '../../review.ts';
import { emptyWorkspace } from '../../tree/files/workspace.ts';
import { drive } from '../../tree/objects/drive.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import { configOfCommits } from './config-of-commits.ts';
import { tableOf, withSources } from './over-sources.ts';
import type { Remembered } from './remembered.ts';
import type { Rendered, ReviewTask } from './render-task.ts';
import { reviewedPaths, shownPaths } from './shown-paths.ts';

/**
 * Reads the configuration, reviews, and finds out what can be linked to: everything that needs a repository's files and no
 * network.
 *
 * @param remembered what earlier reviews have computed; grows
 * @throws Needs for what stands elsewhere and is not resolved; CannotReview, GitError
 */
export async function render(session: ObjectSession, task: ReviewTask, remembered: Remembered): Promise<Rendered> {
  const { objects, fetch } = session;
  const { base, head, baseBranch, merge, withParts, withDigests, withLines, key } = task;
  const at = (id: string): RepoTree => ({ id, objects });
  const sources = tableOf(task);
  const [before, after] = [withSources(at(task.before), sources), withSources(at(task.after), sources)];
  const [ofBase, ofHead] = [at(task.ofBase), at(task.ofHead)];
  const [latest] = remembered.of(task.repository).workspace(objects).known;
  if (latest !== undefined) await session.follow(latest.id, before.id);
  await session.follow(before.id, after.id);
  const { config, configEdit: edit } = await drive(fetch, () => configOfCommits(ofBase, after));
  // Where there is no merge, the head may only lack what the base has become since.
  const configEdit = merge.status === 'conflict' ? undefined : edit;
  const sides = { before, after, base, head, merge, baseBranch };
  const request = { ...sides, config, configEdit, withParts, withDigests, withLines, key };
  const { rendered, check } = await reviewAndCheck(session, request, task, remembered);
  const shown = await drive(fetch, () => shownPaths(reviewedPaths(rendered), { after, head: ofHead, base: ofBase }));
  const { advisory, perCluster } = config.checks;
  const reviewed = {
    review: rendered,
    mode: { isAdvisory: advisory, approvals: approvalsFor(config, rendered) },
    overridePermission: config.overrides.permission,
    perCluster,
    routineLabel: config.labels.routine,
    shown,
  };
  return { reviewed, ...(check === undefined ? {} : { check }) };
}

/** A review with caches and, if requested, one without, which then counts. */
async function reviewAndCheck(
  { objects, fetch }: ObjectSession,
  request: ReviewRequest,
  { repository, isChecked }: ReviewTask,
  remembered: Remembered,
): Promise<{ readonly rendered: Review; readonly check?: Rendered['check'] }> {
  const own = remembered.of(repository);
  const workspace = own.workspace(objects);
  const rendered = await drive(fetch, () => review({ ...request, workspace }));
  own.reviewed([request.before, request.after]);
  if (!isChecked) return { rendered };
  const fresh = emptyWorkspace();
  const cold = await drive(fetch, () => review({ ...request, workspace: fresh }));
  if (JSON.stringify(cold) === JSON.stringify(rendered)) return { rendered, check: 'same' };
  remembered.forget(repository);
  return { rendered: cold, check: 'different' };
}

function approvalsFor(config: Config, { clusters }: Review): Record<string, ApprovalConfig> {
  const rules = Object.entries(clusters).flatMap(([name, cluster]) => {
    const rule = approvalFor(config, name, cluster.protected);
    return rule === undefined ? [] : [[name, rule] as const];
  });
  return Object.fromEntries(rules);
}
