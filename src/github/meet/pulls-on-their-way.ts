import type { PullEffect } from '../../report/model/pull-effect.ts';
import type { GitHub } from '../api/github.ts';
import { type OpenPull, readOpenPulls } from '../api/open-pulls.ts';
import type { RepositoryRef } from '../api/pull-request-ref.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import { recallEffect } from './kept-effect.ts';

/** An open pull request, and what its last review says. */
export interface PullOnItsWay {
  readonly pull: OpenPull;
  /** `undefined` where it has not been reviewed as it is now, or nobody remembers it. */
  readonly effect: PullEffect | undefined;
}

/** Of those that changed last. */
const MOST_SHOWN = 100;

/**
 * @returns the open pull requests into a branch, the one that changed last first, and how many more there are
 * @throws RequestError as GitHub refuses
 */
export async function pullsOnTheirWay(
  ports: Pick<ReviewPorts, 'notes' | 'reports'>,
  github: GitHub,
  repository: RepositoryRef,
  branch: string,
): Promise<{ readonly pulls: readonly PullOnItsWay[]; readonly more: number }> {
  const open = (await readOpenPulls(github, repository))
    .filter(({ baseBranch }) => baseBranch === branch)
    .toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt) || other.ref.number - one.ref.number);
  const shown = open.slice(0, MOST_SHOWN);
  const pulls = await Promise.all(shown.map(async (pull) => ({ pull, effect: await recallEffect(ports, pull) })));
  return { pulls, more: open.length - shown.length };
}
