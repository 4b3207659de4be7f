import { randomBytes } from 'node:crypto';
import type { Review } from '../../review/contract/review.ts';
import type { ReviewRequest } from '../../review.ts';
import { emptyWorkspace } from '../../tree/files/workspace.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import type { SourceTable } from '../../tree/sources/source-table.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import type { FetchOptions } from '../elsewhere/fetch-options.ts';
import { restsOn, stillStands } from '../elsewhere/rests-on.ts';
import { runWith, withElsewhere } from '../elsewhere/run-over.ts';
import type { KeptReviews } from '../kept/kept-reviews.ts';
import type { Io } from '../process/io.ts';
import { loadConfigOfSides } from './load-config.ts';
import { type Repository, type Sides, withRepository } from './open-repository.ts';
import { openSides, type SidesOptions } from './open-sides.ts';

/** The options that say which change of which clone is reviewed, and by what. */
export interface ChangeOptions extends SidesOptions, FetchOptions {
  readonly repo: string;
  readonly config?: string;
  /** Whether changed fields that charts make are told with the lines that make them. */
  readonly lines?: boolean;
  /** `false`: neither uses nor writes cached reviews. */
  readonly cache?: boolean;
}

/**
 * Reviews a change of a local clone.
 *
 * @param kept reviews of earlier runs, where there are any
 * @throws CliError where the arguments contradict each other or name what is not there, or the configuration is invalid
 */
export async function reviewChange(
  before: string | undefined,
  after: string | undefined,
  options: ChangeOptions,
  io: Io,
  kept: KeptReviews | undefined,
): Promise<Review> {
  return withRepository(options.repo, async (repository) => {
    io.progress('reading both sides …');
    const sides = await openSides(repository, before, after, options);
    const { baseBranch, lines } = options;
    const configured = await loadConfigOfSides(options.config, sides, repository.fetch);
    const judging = { ...configured, baseBranch, ...(lines === true && { withLines: true }) };
    const cache = options.cache === false ? undefined : kept;
    return withElsewhere(io, options, async (elsewhere) => {
      const fetches = elsewhere !== undefined;
      const question = { ...sides, before: sides.before.id, after: sides.after.id, ...judging, fetches };
      const earlier = cache?.find(question);
      if (earlier !== undefined && (await stillStands(earlier, elsewhere, repository.format))) return earlier.review;
      const { review, isWhole, sources } = await reviewSides(repository, sides, judging, elsewhere, io);
      if (isWhole) cache?.keep(question, { review, elsewhere: restsOn(sources, elsewhere) });
      return review;
    });
  });
}

/** A review, and whether every file that it has asked for was in the clone: a partial one may hold more tomorrow. */
interface ReviewedSides {
  readonly review: Review;
  readonly isWhole: boolean;
  /** What all that it has asked for elsewhere stood for; absent where nothing is fetched. */
  readonly sources: SourceTable | undefined;
}

/** Reviews two sides of a local clone, and shows the progress. */
async function reviewSides(
  repository: Repository,
  sides: Sides,
  judging: Pick<ReviewRequest, 'config' | 'configEdit' | 'baseBranch' | 'withLines'>,
  elsewhere: Elsewhere | undefined,
  io: Io,
): Promise<ReviewedSides> {
  // Only here: a cached review is printed without loading the engine.
  const { review } = await import('../../review.ts');
  // What was computed before a fetch is not computed again after it.
  const workspace = emptyWorkspace();
  let objects = 0;
  const fetch: typeof repository.fetch = async (ids) => {
    objects += ids.size;
    io.progress(`rendering … ${objects} files and folders read`);
    await repository.fetch(ids);
  };
  let isWhole = true;
  const watched = ({ id, objects }: RepoTree): RepoTree => ({
    id,
    objects: {
      directory: (directory) => objects.directory(directory),
      blob: (blob) => {
        const found = objects.blob(blob);
        if (found.kind === 'missing') isWhole = false;
        return found;
      },
    },
  });
  // Nothing that leaves this process needs to be compared with another run's: a key for this one is enough.
  const key = randomBytes(32);
  const trees = { before: watched(sides.before), after: watched(sides.after) };
  const attempts: RepoTree[] = [];
  const { result, sources } = await runWith({ ...repository, fetch }, elsewhere, (whole) => {
    const [before, after] = [whole(trees.before), whole(trees.after)];
    // What was computed before more of what is elsewhere was there is compared with, not computed again.
    const known = [...attempts];
    attempts.push(before, after);
    return review({ ...sides, ...judging, before, after, key, workspace: { memory: workspace.memory, known } });
  });
  return { review: result, isWhole, sources };
}
