import { Command, Option } from 'commander';
import type { Review } from '../../../review/contract/review.ts';
import { withFetchOptions } from '../../elsewhere/fetch-options.ts';
import type { KeptReviews } from '../../kept/kept-reviews.ts';
import type { Finish, Io } from '../../process/io.ts';
import type { ChangeOptions } from '../../review/review-change.ts';

/** How a review can be printed. */
const FORMATS = ['text', 'markdown', 'html', 'json', 'github', 'sarif', 'junit'] as const;

export interface DiffOptions extends ChangeOptions {
  readonly format: (typeof FORMATS)[number];
}

const examples = `
Examples:
  blast-radius diff                        HEAD merged into the default branch, as the App does
  blast-radius diff --work-tree            uncommitted changes, against HEAD
  blast-radius diff main...feature         feature against its merge base with main
  blast-radius diff v1 v2                  two commits as they are
  blast-radius diff --merge main feature   feature merged into main
  blast-radius diff --with origin/other    and whether another branch changes the same
`;

/** `blast-radius diff`: the review. */
export function diffCommand(io: Io, finish: Finish): Command {
  return withFetchOptions(new Command('diff'))
    .description('show what a change does to every cluster')
    .argument('[before]', 'a revision, or A...B')
    .argument('[after]', 'a revision')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('text'))
    .option('--config <file>', 'use instead of .github/blast-radius.yml at the base commit')
    .option('--merge', 'merge the second revision into the first')
    .option('--work-tree', 'review the files on disk, committed or not')
    .option('--base-branch <branch>', 'merge HEAD into this branch (default: the default branch)')
    .option('--with <revision>', 'also say what becomes of it where that revision is merged too')
    .option('--no-cache', 'do not use or keep cached reviews')
    .addHelpText('after', examples)
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      const { keptReviews } = await import('../../kept/kept-reviews.ts');
      finish(await runDiff(before, after, options, io, keptReviews()));
    });
}

/**
 * Reviews a change of a local clone and prints the review.
 *
 * @param kept reviews of earlier runs, where there are any
 * @returns the review's exit code; the output is whole whatever it is
 */
export async function runDiff(
  before: string | undefined,
  after: string | undefined,
  options: DiffOptions,
  io: Io,
  kept: KeptReviews | undefined,
): Promise<number> {
  // Loads while git works.
  const printing = printerOf(options.format, io);
  const { reviewChange } = await import('../../review/review-change.ts');
  const review = await reviewChange(before, after, { ...options, lines: options.format === 'html' }, io, kept);
  const print = await printing;
  const { exitCode } = await import('../../../report/model/exit-code.ts');
  io.out(print(review));
  return exitCode(review);
}

async function printerOf(format: DiffOptions['format'], io: Io): Promise<(result: Review) => string> {
  if (format === 'json') return (await import('../../../report/json/to-json.ts')).toJson;
  if (format === 'markdown') return (await import('../../../report/markdown/to-markdown.ts')).toMarkdown;
  if (format === 'html') return (await import('../../../report/html/to-html.ts')).toHtml;
  if (format === 'github') return (await import('../../../report/ci/to-workflow-commands.ts')).toWorkflowCommands;
  if (format === 'sarif') return (await import('../../../report/ci/to-sarif.ts')).toSarif;
  if (format === 'junit') return (await import('../../../report/ci/to-junit.ts')).toJunit;
  const { toText } = await import('../../../report/text/to-text.ts');
  return (result) => toText(result, io);
}
