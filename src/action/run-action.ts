import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Octokit } from '@octokit/rest';
import { toJson } from '../report/json/to-json.ts';
import { CannotReview } from '../review/contract/cannot-review.ts';
import { VERSION } from '../version.ts';
import { ActionError } from './action-error.ts';
import { type Description, describe, describeProblem } from './describe.ts';
import { publish } from './publish.ts';
import { type Change, readEvent } from './read-event.ts';
import { type Inputs, readInputs } from './read-inputs.ts';
import { reviewChange } from './review-change.ts';
import { type Workflow, workflowOf } from './workflow.ts';

const ignore = () => undefined;
/** What GitHub refuses is said in our own words. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * Reviews the change that a workflow was started for, and says so in the summary of the run, a comment, a check and files.
 *
 * @param variables of the process, as a runner sets them
 * @param print writes to the log of the job
 * @returns the exit code: that of `blast-radius diff` where the mode is `required`, else 0; 64 where the workflow is wrong
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export async function runAction(variables: NodeJS.ProcessEnv, print: (text: string) => void): Promise<number> {
  const workflow = workflowOf(variables, print);
  try {
    const inputs = readInputs(variables);
    const change = readEvent(variables.GITHUB_EVENT_NAME ?? '', readPayload(variables.GITHUB_EVENT_PATH ?? ''));
    return await review(change, inputs, variables, workflow);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    workflow.error(error.message);
    return 64;
  }
}

function readPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new ActionError(`The event's file "${path}" cannot be read; leave GITHUB_EVENT_PATH as the runner sets it.`);
  }
}

async function review(
  change: Change,
  inputs: Inputs,
  variables: NodeJS.ProcessEnv,
  workflow: Workflow,
): Promise<number> {
  const { token, mode } = inputs;
  const folder = resolve(variables.RUNNER_TEMP || '.', 'blast-radius');
  mkdirSync(folder, { recursive: true });
  const said = await describeChange(change, { folder, token, variables, isRequired: mode === 'required' }, workflow);
  workflow.summary(said.summary);
  const baseUrl = variables.GITHUB_API_URL || 'https://api.github.com';
  const userAgent = `blast-radius-action/${VERSION}`;
  const github = new Octokit({ auth: token, baseUrl, userAgent, log: SILENT });
  for (const refused of await publish(github, change, said, inputs))
    workflow.notice(`GitHub did not take ${refused}. The summary of this run says all of it.`);
  const { title } = said.check.output;
  if (said.exitCode === 0) return 0;
  if (mode === 'advisory') workflow.warning(title);
  else workflow.error(title);
  return mode === 'advisory' ? 0 : said.exitCode;
}

interface DescribeOptions {
  readonly folder: string;
  readonly token: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly isRequired: boolean;
}

/** Leaves the files that later steps may take. */
async function describeChange(
  change: Change,
  { isRequired, ...options }: DescribeOptions,
  { output }: Workflow,
): Promise<Description> {
  try {
    const reviewed = await reviewChange(change, options);
    const said = describe(change, reviewed, isRequired);
    const { review } = reviewed;
    const files = { json: toJson(review), html: said.html ?? '' };
    for (const [format, text] of Object.entries(files)) {
      const path = join(options.folder, `review.${format}`);
      writeFileSync(path, text);
      output(format, path);
    }
    output('verdict', review.verdict);
    output('title', said.check.output.title);
    output('clusters', JSON.stringify(review.order.filter((name) => review.clusters[name]?.status !== 'absent')));
    return said;
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    output('verdict', 'failure');
    output('title', error.title);
    return describeProblem(error, isRequired);
  }
}
