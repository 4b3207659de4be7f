import * as v from 'valibot';
import { ActionError } from './action-error.ts';

/** The change that a workflow was started for. */
export interface Change {
  readonly owner: string;
  readonly repo: string;
  /** Outlives the repository's name. */
  readonly repositoryId: number;
  readonly cloneUrl: string;
  readonly repositoryUrl: string;
  /** `undefined` for a merge group. */
  readonly number: number | undefined;
  readonly baseBranch: string;
  /** What a merge group was merged onto; `undefined` for a pull request, which is merged into the branch as it is now. */
  readonly baseCommit: string | undefined;
  readonly headCommit: string;
  /** Full names of the refs that lead to the commits. */
  readonly refs: readonly string[];
  readonly isFork: boolean;
}

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
const repository = v.object({
  id: v.number(),
  name: v.string(),
  owner: v.object({ login: v.string() }),
  clone_url: v.string(),
  html_url: v.string(),
});
const PullRequestEvent = v.object({
  repository,
  pull_request: v.object({
    number: v.number(),
    base: v.object({ ref: v.string() }),
    head: v.object({ sha: commit, repo: v.nullish(v.object({ id: v.number() })) }),
  }),
});
const MergeGroupEvent = v.object({
  repository,
  merge_group: v.object({ base_ref: v.string(), base_sha: commit, head_ref: v.string(), head_sha: commit }),
});

const KNOWN = 'pull_request, pull_request_target and merge_group';

/**
 * @param name as `GITHUB_EVENT_NAME` has it
 * @param payload what stands in the file of `GITHUB_EVENT_PATH`
 * @throws ActionError for another event, and where the payload is none of it
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function readEvent(name: string, payload: unknown): Change {
  if (name === 'merge_group') {
    const { repository, merge_group: group } = parsed(MergeGroupEvent, name, payload);
    return {
      ...repositoryOf(repository),
      number: undefined,
      baseBranch: group.base_ref.replace(/^refs\/heads\//, ''),
      baseCommit: group.base_sha,
      headCommit: group.head_sha,
      refs: [group.base_ref, group.head_ref],
      isFork: false,
    };
  }
  if (name !== 'pull_request' && name !== 'pull_request_target')
    throw new ActionError(`The action reviews ${KNOWN}, and this workflow was started by "${name}".`);
  const { repository, pull_request: pull } = parsed(PullRequestEvent, name, payload);
  return {
    ...repositoryOf(repository),
    number: pull.number,
    baseBranch: pull.base.ref,
    baseCommit: undefined,
    headCommit: pull.head.sha,
    refs: [`refs/heads/${pull.base.ref}`, `refs/pull/${pull.number}/head`],
    isFork: pull.head.repo?.id !== repository.id,
  };
}

function repositoryOf({
  id,
  name,
  owner,
  clone_url: cloneUrl,
  html_url: repositoryUrl,
}: v.InferOutput<typeof repository>) {
  return { owner: owner.login, repo: name, repositoryId: id, cloneUrl, repositoryUrl };
}

function parsed<const Schema extends v.GenericSchema>(
  schema: Schema,
  name: string,
  payload: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, payload);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = issue === undefined ? '' : ` at ${v.getDotPath(issue) ?? 'its top'}`;
  throw new ActionError(
    `The event's file is not that of ${name}${where}; leave GITHUB_EVENT_PATH as the runner sets it.`,
  );
}
