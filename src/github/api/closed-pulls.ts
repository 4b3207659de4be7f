import type { GitHub } from './github.ts';
import { aWeek, type Notes } from './notes.ts';
import type { PullRequestRef, RepositoryRef } from './pull-request-ref.ts';

/** A pull request that was closed, with its last head. */
interface ClosedPull {
  readonly ref: PullRequestRef;
  readonly headCommit: string;
}

/** A pull request, by what outlives the name of its repository. */
export interface PullPlace {
  readonly repositoryId: number;
  readonly ref: PullRequestRef;
}

/** For as long as {@link noteEnded} is kept, less a day. In milliseconds. */
const lately = (aWeek - 24 * 60 * 60) * 1000;

/**
 * @param now by GitHub's clock
 * @returns those of the last days, thirty at most, whose checks are not known to have ended: one request, free of charge
 *   while none changes
 * @throws RequestError as GitHub refuses
 * @see https://docs.github.com/rest/pulls/pulls#list-pull-requests
 */
export async function readClosedLately(
  github: GitHub,
  notes: Notes,
  { installation, owner, repo }: RepositoryRef,
  now: Date,
): Promise<readonly ClosedPull[]> {
  const which = { owner, repo, state: 'closed', sort: 'updated', direction: 'desc', per_page: 30 } as const;
  const { data } = await github.rest.pulls.list(which);
  const found: ClosedPull[] = [];
  for (const { number, base, head, closed_at: at } of data) {
    if (at === null || now.getTime() - Date.parse(at) > lately) continue;
    const ref = { installation, owner: base.repo.owner.login, repo: base.repo.name, number };
    if ((await notes.read(endedKey({ repositoryId: base.repo.id, ref }, at))) === undefined)
      found.push({ ref, headCommit: head.sha });
  }
  return found;
}

/** @param at when it was closed: it may be opened and closed again */
export async function noteEnded(notes: Notes, pull: PullPlace, at: string | null): Promise<void> {
  if (at !== null) await notes.write(endedKey(pull, at), '', aWeek);
}

function endedKey({ repositoryId, ref }: PullPlace, at: string): string {
  return `ended ${repositoryId} ${ref.number} ${at}`;
}
