import type { CheckAnnotation } from '../../report/markdown/to-check-output.ts';
import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

/** What branch rules name; it never changes. */
export const checkName = 'blast-radius';

/** The name of the check of one cluster, where those are asked for. */
export function clusterCheckName(cluster: string): string {
  return `${checkName} / ${cluster}`;
}

/** GitHub takes this many a request, and appends. */
const annotationsARequest = 50;

export interface CheckOutput {
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly annotations: readonly CheckAnnotation[];
}

/** A button. GitHub takes three: label 20 characters, description 40, identifier 20. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

export type Conclusion = 'success' | 'failure' | 'action_required' | 'neutral' | 'cancelled';

/** A check run of this App on a commit. */
export interface CheckRun {
  readonly id: number;
  readonly isCompleted: boolean;
  readonly externalId: string | null;
  readonly conclusion: string | null;
}

/** A run in progress, with the `external_id` that it was begun with: it has no other until it has a result. */
export interface BegunRun {
  readonly id: number;
  readonly externalId: string;
}

/** @returns those that are in progress */
export function runsInProgress(checks: readonly CheckRun[]): readonly BegunRun[] {
  return checks
    .filter(({ isCompleted }) => !isCompleted)
    .map(({ id, externalId }) => ({ id, externalId: externalId ?? '' }));
}

export interface CheckResult {
  readonly conclusion: Conclusion;
  readonly output: CheckOutput;
  readonly externalId?: string;
  readonly actions?: readonly CheckAction[];
  /** Where the whole report can be read. */
  readonly detailsUrl?: string | undefined;
}

type Repository = Pick<PullRequestRef, 'owner' | 'repo'>;

/** One commit rarely has more runs; of more, the newest are read. */
const mostRuns = 30;

/**
 * @returns the runs of this App on the commit, the newest first: that one counts. Runs of the same name by others are not
 *   ours to read
 */
export async function findCheckRuns(
  github: GitHub,
  { owner, repo }: Repository,
  commit: string,
  appId: number,
): Promise<readonly CheckRun[]> {
  const which = { check_name: checkName, app_id: appId, filter: 'all' as const, per_page: mostRuns };
  const { data } = await github.rest.checks.listForRef({ owner, repo, ref: commit, ...which });
  return data.check_runs
    .filter(({ app }) => app?.id === appId)
    .map(({ id, status, external_id: externalId, conclusion }) => {
      return { id, isCompleted: status === 'completed', externalId, conclusion };
    })
    .sort((one, other) => other.id - one.id);
}

/** @returns the one that counts, of {@link findCheckRuns} */
export async function findCheckRun(
  github: GitHub,
  repository: Repository,
  commit: string,
  appId: number,
): Promise<CheckRun | undefined> {
  const [newest] = await findCheckRuns(github, repository, commit, appId);
  return newest;
}

/** @returns the id of a new run, in progress: what a person sees while the review runs */
export async function beginCheckRun(
  github: GitHub,
  { owner, repo }: Repository,
  commit: string,
  { output, externalId }: { readonly output: CheckOutput; readonly externalId?: string },
  name = checkName,
): Promise<number> {
  const { title, summary } = output;
  const run = { owner, repo, name, head_sha: commit, status: 'in_progress' as const };
  const id = externalId === undefined ? {} : { external_id: externalId };
  const { data } = await github.rest.checks.create({ ...run, ...id, output: { title, summary } });
  return data.id;
}

/** Makes a run that is complete from the beginning: one request where the annotations fit into it. */
export async function createCheckRun(
  github: GitHub,
  repository: Repository,
  commit: string,
  result: CheckResult,
  name = checkName,
): Promise<number> {
  const { owner, repo } = repository;
  if (result.output.annotations.length > annotationsARequest) {
    const id = await beginCheckRun(github, repository, commit, { output: result.output }, name);
    await completeCheckRun(github, repository, id, result);
    return id;
  }
  const { data } = await github.rest.checks.create({
    owner,
    repo,
    name,
    head_sha: commit,
    ...completion(result),
    output: requestOutput(result.output, result.output.annotations),
  });
  return data.id;
}

/** Completes a run. The conclusion comes with the last batch of annotations: it is not shown before its reasons. */
export async function completeCheckRun(
  github: GitHub,
  { owner, repo }: Repository,
  id: number,
  result: CheckResult,
): Promise<void> {
  const { annotations } = result.output;
  const run = { owner, repo, check_run_id: id };
  let sent = 0;
  for (; annotations.length - sent > annotationsARequest; sent += annotationsARequest)
    await github.rest.checks.update({
      ...run,
      output: requestOutput(result.output, annotations.slice(sent, sent + annotationsARequest)),
    });
  await github.rest.checks.update({
    ...run,
    ...completion(result),
    output: requestOutput(result.output, annotations.slice(sent)),
  });
}

/** Notes new inputs under a result that stays the same. */
export async function renewCheckRun(
  github: GitHub,
  { owner, repo }: Repository,
  id: number,
  externalId: string,
): Promise<void> {
  await github.rest.checks.update({ owner, repo, check_run_id: id, external_id: externalId });
}

function requestOutput({ title, summary, text }: CheckOutput, annotations: readonly CheckAnnotation[]) {
  return { title, summary, ...(text === undefined ? {} : { text }), annotations: [...annotations] };
}

function completion({ conclusion, externalId, actions, detailsUrl }: CheckResult) {
  return {
    status: 'completed' as const,
    conclusion,
    ...(externalId === undefined ? {} : { external_id: externalId }),
    ...(actions === undefined ? {} : { actions: [...actions] }),
    ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }),
  };
}
