import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { exitCode } from '../../report/model/exit-code.ts';
import type { Review } from '../../review/contract/review.ts';
import type { ReviewRequest } from '../../review.ts';
import { emptyWorkspace } from '../../tree/files/workspace.ts';
import type { RepoTree } from '../../tree/objects/repo-tree.ts';
import type { SourceTable } from '../../tree/sources/source-table.ts';
import type { Elsewhere } from '../elsewhere/elsewhere.ts';
import { type FetchOptions, withFetchOptions } from '../elsewhere/fetch-options.ts';
import { keptReviews } from '../kept/kept-reviews.ts';
import type { Repository, Sides } from '../open/open-repository.ts';
import type { SidesOptions } from '../open/open-sides.ts';
import type { Finish, Io } from '../process/io.ts';

export interface DiffOptions extends SidesOptions, FetchOptions {
  readonly repo: string;
  readonly format: 'text' | 'markdown' | 'html' | 'json';
  readonly config?: string;
  /** `false`: neither uses nor writes cached reviews. */
  readonly cache?: boolean;
}

const examples = `
Examples:
  blast-radius diff                        HEAD merged into the default branch, as the App does
  blast-radius diff --work-tree            uncommitted changes, against HEAD
  blast-radius diff main...feature         feature against its merge base with main
  blast-radius diff v1 v2                  two commits as they are
  blast-radius diff --merge main feature   feature merged into main
`;

/** `blast-radius diff`: the review. */
export function diffCommand(io: Io, finish: Finish): Command {
  return withFetchOptions(new Command('diff'))
    .description('show what a change does to every cluster')
    .argument('[before]', 'a revision, or A...B')
    .argument('[after]', 'a revision')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'markdown', 'html', 'json']).default('text'),
    )
    .option('--config <file>', 'use instead of .github/blast-radius.yml at the base commit')
    .option('--merge', 'merge the second revision into the first')
    .option('--work-tree', 'review the files on disk, committed or not')
    .option('--base-branch <branch>', 'merge HEAD into this branch (default: the default branch)')
    .option('--no-cache', 'do not use or keep cached reviews')
    .addHelpText('after', examples)
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      finish(await runDiff(before, after, options, io));
    });
}

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
  const { loadConfigOfSides } = await import('../open/load-config.ts');
  const { withRepository } = await import('../open/open-repository.ts');
  const { openSides } = await import('../open/open-sides.ts');
  const { withElsewhere } = await import('../elsewhere/run-over.ts');
  const { restsOn, stillStands } = await import('../elsewhere/rests-on.ts');
  return withRepository(options.repo, async (repository) => {
    io.progress('reading both sides …');
    const sides = await openSides(repository, before, after, options);
    const { baseBranch } = options;
    const configured = await loadConfigOfSides(options.config, sides, repository.fetch);
    const judging = { ...configured, baseBranch };
    const cache = options.cache === false ? undefined : kept;
    const result = await withElsewhere(io, options, async (elsewhere) => {
      const fetches = elsewhere !== undefined;
      const question = { ...sides, before: sides.before.id, after: sides.after.id, ...judging, fetches };
      const earlier = cache?.find(question);
      if (earlier !== undefined && (await stillStands(earlier, elsewhere, repository.format))) return earlier.review;
      const { review, isWhole, sources } = await reviewSides(repository, sides, judging, elsewhere, io);
      if (isWhole) cache?.keep(question, { review, elsewhere: restsOn(sources, elsewhere) });
      return review;
    });
    const print = await printing;
    io.out(print(result));
    return exitCode(result);
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
  judging: Pick<ReviewRequest, 'config' | 'configEdit' | 'baseBranch'>,
  elsewhere: Elsewhere | undefined,
  io: Io,
): Promise<ReviewedSides> {
  // Only here: a cached review is printed without loading the engine.
  const { review } = await import('../../review.ts');
  const { runWith } = await import('../elsewhere/run-over.ts');
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

async function printerOf(format: DiffOptions['format'], io: Io): Promise<(result: Review) => string> {
  if (format === 'json') return (await import('../../report/json/to-json.ts')).toJson;
  if (format === 'markdown') return (await import('../../report/markdown/to-markdown.ts')).toMarkdown;
  if (format === 'html') return (await import('../../report/html/to-html.ts')).toHtml;
  const { toText } = await import('../../report/text/to-text.ts');
  return (result) => toText(result, io);
}
