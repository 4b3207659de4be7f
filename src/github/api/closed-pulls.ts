import type { GitHub } from './github.ts';
import { aWeek, type Notes } from './notes.ts';
import type { PullRequestRef, RepositoryRef } from './pull-request-ref.ts';

/** A pull request, by what outlives the name of its repository. */
export interface PullPlace {
  readonly repositoryId: number;
  readonly ref: PullRequestRef;
}

/** A pull request that was closed, with its last head. */
export interface ClosedPull extends PullPlace {
  readonly headCommit: string;
  readonly baseBranch: string;
  readonly cloneUrl: string;
  readonly isMerged: boolean;
  /** What is known to have ended of it. */
  readonly ended: 'nothing' | 'others';
}

/** What passes nowhere any more: what a pull request had, or that except for what was merged. */
type Ended = 'everything' | 'others';

/** For as long as {@link noteEnded} is kept, less a day. In milliseconds. */
const lately = (aWeek - 24 * 60 * 60) * 1000;

/**
 * @param now by GitHub's clock
 * @returns those of the last days, thirty at most, of which a check may pass: one request, free of charge while none changes
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
  for (const { number, base, head, closed_at: at, merged_at: mergedAt } of data) {
    if (at === null || now.getTime() - Date.parse(at) > lately) continue;
    const { id: repositoryId, clone_url: cloneUrl } = base.repo;
    const ref = { installation, owner: base.repo.owner.login, repo: base.repo.name, number };
    const noted = await notes.read(endedKey({ repositoryId, ref }, at));
    if (noted === 'everything') continue;
    const ended = noted === undefined ? 'nothing' : 'others';
    const isMerged = mergedAt !== null;
    found.push({ repositoryId, ref, headCommit: head.sha, baseBranch: base.ref, cloneUrl, isMerged, ended });
  }
  return found;
}

/** @param at when it was closed: it may be opened and closed again */
export async function noteEnded(notes: Notes, pull: PullPlace, at: string | null, ended: Ended): Promise<void> {
  if (at !== null) await notes.write(endedKey(pull, at), ended, aWeek);
}

function endedKey({ repositoryId, ref }: PullPlace, at: string): string {
  return `ended ${repositoryId} ${ref.number} ${at}`;
}
