import { readCheckName } from './check-names.ts';
import type { CheckRun } from './check-run.ts';
import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

/** A check run of this App, of all clusters or of a single one. */
export interface OwnRun extends CheckRun {
  readonly name: string;
}

/**
 * @returns of each name that this App has reported on a commit, the newest run: that one counts
 * @throws RequestError as GitHub refuses
 * @see https://docs.github.com/rest/checks/runs#list-check-runs-for-a-git-reference
 */
export async function ownRunsOn(
  github: GitHub,
  { owner, repo }: Pick<PullRequestRef, 'owner' | 'repo'>,
  commit: string,
  appId: number,
): Promise<readonly OwnRun[]> {
  const which = { owner, repo, ref: commit, app_id: appId, per_page: 100 };
  const found = await github.paginate(github.rest.checks.listForRef, which);
  return found
    .filter(({ app }) => app?.id === appId)
    .map(({ id, name, status, external_id: externalId, conclusion, output: { title, summary, text } }) => {
      const shown = { title: title ?? '', summary: summary ?? '', text: text ?? '' };
      return { id, name, isCompleted: status === 'completed', externalId, conclusion, ...shown };
    });
}

/** A rule lets through what is neutral as it does what is green. */
export function passes({ conclusion }: Pick<CheckRun, 'conclusion'>): boolean {
  return conclusion === 'success' || conclusion === 'neutral';
}

/** @returns whether it is the check of a base, or of one of its clusters */
export function isInto(base: string, { name }: Pick<OwnRun, 'name'>): boolean {
  return readCheckName(name)?.base === base;
}
