import type { CheckAnnotation } from '../../report/markdown/to-check-output.ts';
import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

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
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

export interface CheckResult {
  readonly conclusion: Conclusion;
  readonly output: CheckOutput;
  readonly externalId?: string;
  readonly actions?: readonly CheckAction[];
  /** Where the whole report can be read. */
  readonly detailsUrl?: string | undefined;
}

/** A run that was written, and when that was by GitHub's clock. */
export interface WrittenRun {
  readonly id: number;
  /** ISO 8601, in whole seconds. */
  readonly at: string;
}

type Repository = Pick<PullRequestRef, 'owner' | 'repo'>;

/** One commit rarely has more runs of one name; of more, the newest are read. */
const mostRuns = 30;

/**
 * @param name as {@link checkName} gives it
 * @returns the runs of this App on the commit, the newest first: that one counts. Runs of the same name by others are not
 *   ours to read
 */
export async function findCheckRuns(
  github: GitHub,
  { owner, repo }: Repository,
  commit: string,
  name: string,
  appId: number,
): Promise<readonly CheckRun[]> {
  const which = { check_name: name, app_id: appId, filter: 'all' as const, per_page: mostRuns };
  const { data } = await github.rest.checks.listForRef({ owner, repo, ref: commit, ...which });
  return data.check_runs
    .filter((run) => run.app?.id === appId && run.name === name)
    .map(({ id, status, external_id: externalId, conclusion, output }) => {
      const { title, summary, text } = output;
      const shown = { title: title ?? '', summary: summary ?? '', text: text ?? '' };
      return { id, isCompleted: status === 'completed', externalId, conclusion, ...shown };
    })
    .sort((one, other) => other.id - one.id);
}

/** @returns the one that counts, of {@link findCheckRuns} */
export async function findCheckRun(
  github: GitHub,
  repository: Repository,
  commit: string,
  name: string,
  appId: number,
): Promise<CheckRun | undefined> {
  const [newest] = await findCheckRuns(github, repository, commit, name, appId);
  return newest;
}

interface BeginOptions {
  readonly name: string;
  readonly output: Omit<CheckOutput, 'annotations'>;
  readonly externalId?: string;
  /** A run that is there already, and goes back to being in progress. */
  readonly again?: number | undefined;
}

/** @returns the id of a run in progress: what a person sees while the review runs */
export async function beginCheckRun(
  github: GitHub,
  { owner, repo }: Repository,
  commit: string,
  { name, output, externalId, again }: BeginOptions,
): Promise<number> {
  const { title, summary, text } = output;
  const shown = { title, summary, ...(text === undefined ? {} : { text }) };
  const id = externalId === undefined ? {} : { external_id: externalId };
  const run = { owner, repo, name, status: 'in_progress' as const, ...id, output: shown };
  if (again === undefined) return (await github.rest.checks.create({ ...run, head_sha: commit })).data.id;
  return (await github.rest.checks.update({ ...run, check_run_id: again })).data.id;
}

/** Makes a run that is complete from the beginning: one request where the annotations fit into it. */
export async function createCheckRun(
  github: GitHub,
  repository: Repository,
  commit: string,
  name: string,
  result: CheckResult,
): Promise<WrittenRun> {
  const { owner, repo } = repository;
  if (result.output.annotations.length > annotationsARequest) {
    const id = await beginCheckRun(github, repository, commit, { name, output: result.output });
    return completeCheckRun(github, repository, id, result);
  }
  const { data, headers } = await github.rest.checks.create({
    owner,
    repo,
    name,
    head_sha: commit,
    ...completion(result),
    output: requestOutput(result.output, result.output.annotations),
  });
  return { id: data.id, at: timeOf(headers) };
}

/** Completes a run. The conclusion comes with the last batch of annotations: it is not shown before its reasons. */
export async function completeCheckRun(
  github: GitHub,
  { owner, repo }: Repository,
  id: number,
  result: CheckResult,
): Promise<WrittenRun> {
  const { annotations } = result.output;
  const run = { owner, repo, check_run_id: id };
  let sent = 0;
  for (; annotations.length - sent > annotationsARequest; sent += annotationsARequest)
    await github.rest.checks.update({
      ...run,
      output: requestOutput(result.output, annotations.slice(sent, sent + annotationsARequest)),
    });
  const { headers } = await github.rest.checks.update({
    ...run,
    ...completion(result),
    output: requestOutput(result.output, annotations.slice(sent)),
  });
  return { id, at: timeOf(headers) };
}

/** Writes another text under a result that stays the same. */
export async function rewriteText(
  github: GitHub,
  { owner, repo }: Repository,
  { id, title, summary }: Pick<CheckRun, 'id' | 'title' | 'summary'>,
  text: string,
): Promise<void> {
  await github.rest.checks.update({ owner, repo, check_run_id: id, output: { title, summary, text } });
}

/**
 * When GitHub answered, by its own clock: what an answer's fields say of times is the client's word, or anybody's edit.
 *
 * @returns ISO 8601; where a proxy took the header away, a minute from now, so that nothing seems to have been seen early
 */
export function timeOf({ date }: { readonly date?: string | undefined }): string {
  const time = Date.parse(date ?? '');
  return new Date(Number.isNaN(time) ? Date.now() + 60_000 : time).toISOString();
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
