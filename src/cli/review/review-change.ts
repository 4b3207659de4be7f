import type { Review } from '../../review/contract/review.ts';
import type { FetchOptions } from '../elsewhere/fetch-options.ts';
import { restsOn, stillStands } from '../elsewhere/rests-on.ts';
import { withElsewhere } from '../elsewhere/run-over.ts';
import type { KeptReviews } from '../kept/kept-reviews.ts';
import { loadConfigOfSides } from '../open/load-config.ts';
import { withRepository } from '../open/open-repository.ts';
import { openSides, type SidesOptions } from '../open/open-sides.ts';
import type { Io } from '../process/io.ts';
import { SidesReviewer } from './sides-reviewer.ts';

/** The options that say which change of which clone is reviewed, and by what. */
export interface ChangeOptions extends SidesOptions, FetchOptions {
  readonly repo: string;
  readonly config?: string;
  /** Whether changed fields that charts make are told with the lines that make them. */
  readonly lines?: boolean;
  /** Another revision that is to be merged too. */
  readonly with?: string;
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
    const judging = { ...configured, baseBranch, ...(lines === true && { withLines: 'all' as const }) };
    const cache = options.cache === false || options.with !== undefined ? undefined : kept;
    return withElsewhere(io, options, async (elsewhere) => {
      const reviewer = new SidesReviewer(repository, elsewhere, io);
      if (options.with !== undefined) {
        const { reviewWith } = await import('./review-with.ts');
        return reviewWith(options.with, { repository, sides, judging, config: options.config }, reviewer);
      }
      const fetches = elsewhere !== undefined;
      const question = { ...sides, before: sides.before.id, after: sides.after.id, ...judging, fetches };
      const earlier = cache?.find(question);
      if (earlier !== undefined && (await stillStands(earlier, elsewhere, repository.format))) return earlier.review;
      const { review, isWhole, sources } = await reviewer.review(sides, judging);
      if (isWhole) cache?.keep(question, { review, elsewhere: restsOn(sources, elsewhere) });
      return review;
    });
  });
}
