import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { gitAccess } from '../git/elsewhere/git-access.ts';
import type { ReviewedOverElsewhere } from '../github/api/review-commits.ts';
import { CannotReview } from '../review/contract/cannot-review.ts';
import type { Elsewhere } from '../server/elsewhere/fetching.ts';
import { createMetrics } from '../server/log/create-metrics.ts';
import { MirrorPool } from '../server/mirrors/mirror-pool.ts';
import { explainingGit, reviewCommitsWith } from '../server/mirrors/review-commits-with.ts';
import { createRenderer } from '../server/render/create-renderer.ts';
import { FetchSettingsError, readFetchSettings } from '../sources/settings/fetch-settings.ts';
import { Sources } from '../sources/sources.ts';
import { ActionError } from './action-error.ts';
import type { Change } from './read-event.ts';

/** A review, and the commit that the change was merged into. */
export interface ReviewedChange extends ReviewedOverElsewhere {
  readonly baseCommit: string;
}

/** Of all that one review fetches from elsewhere. In seconds. */
const FETCH_SECONDS = 300;
/** A job is one review: what it fetches is not asked for twice. In milliseconds. */
const AN_HOUR = 3_600_000;

/**
 * Reviews a change as the App does, of objects that git fetches: nothing is checked out, and the configuration is that of
 * the base.
 *
 * @param options.folder gets what is fetched; absolute
 * @param options.token reads the repository
 * @param options.variables those of the process: what is fetched from elsewhere is said by `FETCH` and its like
 * @throws CannotReview; ActionError where a setting is wrong; GitError
 */
export async function reviewChange(
  change: Change,
  options: { readonly folder: string; readonly token: string; readonly variables: NodeJS.ProcessEnv },
): Promise<ReviewedChange> {
  const { folder, token, variables } = options;
  const { signal } = new AbortController();
  const mirrors = new MirrorPool(folder, Number.POSITIVE_INFINITY);
  const renderer = createRenderer({ threads: 0, megabytes: 0, seconds: 0 });
  const elsewhere = openElsewhere(folder, variables);
  const repository = String(change.repositoryId);
  const { owner, repo, cloneUrl, refs, baseBranch, headCommit } = change;
  const review = reviewCommitsWith(mirrors, {
    ...{ renderer, elsewhere, metrics: createMetrics() },
    // Nothing that leaves this process needs to be compared with another run's: a key for this one is enough.
    ...{ key: randomBytes(32), checked: 0 },
  });
  try {
    const baseCommit = change.baseCommit ?? (await tipOf(mirrors, change, token));
    const reviewed = await review(
      {
        ...{ repository, cloneUrl, refs, baseBranch, baseCommit, headCommit },
        sides: change.baseCommit === undefined ? 'merge' : 'as-given',
        token: async () => token,
        asking: { installation: 0, name: `${owner}/${repo}` },
        whose: async () => (change.isFork ? 'fork' : 'own'),
      },
      signal,
    );
    return { ...reviewed, baseCommit };
  } finally {
    await renderer.close();
    elsewhere?.sources.close();
    await mirrors.close();
  }
}

/** The event tells where the branch was when GitHub last looked. */
async function tipOf(
  mirrors: MirrorPool,
  { repositoryId, cloneUrl, baseBranch }: Change,
  token: string,
): Promise<string> {
  const tips = await explainingGit(() =>
    mirrors.use(String(repositoryId), cloneUrl, (mirror) => mirror.branchTips([baseBranch], token)),
  );
  const tip = tips.get(baseBranch);
  if (tip !== undefined) return tip;
  throw new CannotReview('The base branch is gone', `There is no branch ${baseBranch} to merge into.`, false);
}

function openElsewhere(folder: string, variables: NodeJS.ProcessEnv): Elsewhere | undefined {
  try {
    const settings = readFetchSettings(variables, 'off');
    if (!settings.isOn) return undefined;
    const directory = join(folder, 'sources');
    return {
      seconds: FETCH_SECONDS,
      sources: new Sources({ settings, directory, git: gitAccess, freshFor: AN_HOUR }),
    };
  } catch (error) {
    if (error instanceof FetchSettingsError) throw new ActionError(error.message);
    throw error;
  }
}
