import type { CheckAnnotation } from '../report/to-check-output.ts';
import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

/** What branch rules name; it never changes. */
export const checkName = 'blast-radius';

/** GitHub takes this many a request, and appends. */
const annotationsARequest = 50;

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations: readonly CheckAnnotation[];
}

export type Conclusion = 'success' | 'failure' | 'action_required' | 'neutral' | 'cancelled';

/** A check run of this App that stands on a commit. */
export interface StandingCheck {
  readonly id: number;
  readonly isCompleted: boolean;
  readonly externalId: string | null;
  readonly conclusion: string | null;
}

/** @returns the newest run of this App on the commit; runs of the same name by others are not ours to read */
export async function findCheckRun(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  commit: string,
  appId: number,
): Promise<StandingCheck | undefined> {
  const query = { owner, repo, ref: commit, check_name: checkName, app_id: appId, per_page: 1 };
  const { data } = await github.rest.checks.listForRef(query);
  const [run] = data.check_runs;
  if (!run || run.app?.id !== appId) return undefined;
  const { id, status, external_id: externalId, conclusion } = run;
  return { id, isCompleted: status === 'completed', externalId, conclusion };
}

/** @returns the id of a new run, in progress: what a person sees while the review goes on */
export async function beginCheckRun(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  commit: string,
  output: CheckOutput,
): Promise<number> {
  const { title, summary } = output;
  const run = { owner, repo, name: checkName, head_sha: commit, status: 'in_progress' as const };
  const { data } = await github.rest.checks.create({ ...run, output: { title, summary } });
  return data.id;
}

/** Completes a run. The conclusion comes with the last batch of annotations: nobody sees it before its reasons. */
export async function completeCheckRun(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  id: number,
  result: { readonly conclusion: Conclusion; readonly output: CheckOutput; readonly externalId?: string },
): Promise<void> {
  const { title, summary, text, annotations } = result.output;
  const words = { title, summary, ...(text === undefined ? {} : { text }) };
  const run = { owner, repo, check_run_id: id };
  let sent = 0;
  for (; annotations.length - sent > annotationsARequest; sent += annotationsARequest)
    await github.rest.checks.update({
      ...run,
      output: { ...words, annotations: annotations.slice(sent, sent + annotationsARequest) },
    });
  await github.rest.checks.update({
    ...run,
    status: 'completed',
    conclusion: result.conclusion,
    ...(result.externalId === undefined ? {} : { external_id: result.externalId }),
    output: { ...words, annotations: annotations.slice(sent) },
  });
}

/** Notes new inputs under a result that stays the same. */
export async function renewCheckRun(
  github: GitHub,
  { owner, repo }: PullRequestRef,
  id: number,
  externalId: string,
): Promise<void> {
  await github.rest.checks.update({ owner, repo, check_run_id: id, external_id: externalId });
}
