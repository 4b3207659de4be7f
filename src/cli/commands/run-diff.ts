import { join } from 'node:path';
import { exitCode } from '../../report/model/exit-code.ts';
import type { Review } from '../../review/contract/review.ts';
import { drive } from '../../tree/objects/drive.ts';
import { configOfFile, configOfTree, loadConfig } from '../open/load-config.ts';
import { openRepository } from '../open/open-repository.ts';
import { buildId } from '../process/build-id.ts';
import type { Io } from '../process/io.ts';
import { cacheDirectory } from './cache-directory.ts';
import type { DiffOptions } from './diff-options.ts';
import { KeptReviews } from './kept-reviews.ts';
import { openSides } from './open-sides.ts';

/**
 * Reviews a change of a local clone and prints the review.
 *
 * @param kept reviews of earlier runs; a program that is not built keeps none
 * @returns the review's exit code; the output is whole whatever it is
 */
export async function runDiff(
  before: string | undefined,
  after: string | undefined,
  options: DiffOptions,
  io: Io,
  kept = keptReviews(),
): Promise<number> {
  // Loads while git works.
  const printing = printerOf(options.format, io);
  const repository = await openRepository(options.repo);
  try {
    io.progress('looking at the two sides …');
    const sides = await openSides(repository, before, after, options);
    const { config: file, baseBranch } = options;
    const config = await loadConfig(async () =>
      file === undefined ? await drive(repository.fetch, () => configOfTree(sides.before)) : configOfFile(file),
    );
    const question = { ...sides, before: sides.before.id, after: sides.after.id, config, baseBranch };
    const cache = options.cache === false ? undefined : kept;
    const result = cache?.find(question) ?? (await reviewAnew());
    const print = await printing;
    io.out(print(result));
    return exitCode(result);

    async function reviewAnew(): Promise<Review> {
      // Only here: what is known is told without waiting for the engine to load.
      const { reviewSides } = await import('./review-sides.ts');
      const { review, isWhole } = await reviewSides(repository, sides, { config, baseBranch }, io);
      if (isWhole) cache?.keep(question, review);
      return review;
    }
  } finally {
    await repository.close();
  }
}

function keptReviews(): KeptReviews | undefined {
  const program = buildId();
  return program === undefined ? undefined : new KeptReviews(join(cacheDirectory(), 'reviews'), program);
}

async function printerOf(format: DiffOptions['format'], io: Io): Promise<(result: Review) => string> {
  if (format === 'json') return (await import('../../report/json/to-json.ts')).toJson;
  if (format === 'markdown') return (await import('../../report/markdown/to-markdown.ts')).toMarkdown;
  if (format === 'html') return (await import('../../report/html/to-html.ts')).toHtml;
  const { toText } = await import('../../report/text/to-text.ts');
  return (result) => toText(result, io);
}
