import { type Command, Option } from 'commander';
import type { ImageDiff } from '../../../review/contract/image-diff.ts';
import type { ImageList } from '../../../review/contract/image-list.ts';
import { sayPartlyRendered } from '../../open/say-partly-rendered.ts';
import { commandOnTree, type TreeOptions } from '../../open/tree-options.ts';
import { unknownCluster } from '../../open/unknown-cluster.ts';
import { noCluster, usageError } from '../../process/cli-error.ts';
import { withRemedy } from '../../process/error-text.ts';
import type { Finish, Io } from '../../process/io.ts';
import type { ChangeOptions } from '../../review/review-change.ts';

interface Options extends TreeOptions, ChangeOptions {
  readonly cluster: readonly string[];
  readonly format: 'text' | 'json';
}

const examples = `
Examples:
  blast-radius images                      every image of every cluster, and who uses it
  blast-radius images --cluster prod       those of one cluster
  blast-radius images v1 v2                gained, lost and changed between two commits
  blast-radius images main...feature       since the merge base of both
  blast-radius images --format json | jq -r '.images[] | select(.likely | not).image'
`;

/** `blast-radius images`: which images the clusters run. */
export function imagesCommand(io: Io, finish: Finish): Command {
  return commandOnTree('images')
    .description('list the images of every cluster, or what becomes of them')
    .argument('[before]', 'a revision, or A...B: what changes from there')
    .argument('[after]', 'a revision')
    .option('--cluster <name>', 'only this cluster; can be repeated', (name, names: string[]) => [...names, name], [])
    .option('--merge', 'merge the second revision into the first')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(async (before: string | undefined, after: string | undefined, options: Options, command: Command) => {
      if (before === undefined) return finish(await runList(options, io));
      if (command.getOptionValueSource('rev') === 'cli')
        throw usageError(`${before} and --rev both name a commit; omit --rev`);
      return finish(await runChanges(before, after, options, io));
    });
}

/** Lists the images of one commit. @returns 0, or 2 where a cluster could not be rendered whole */
async function runList(options: Options, io: Io): Promise<number> {
  if (options.merge === true) throw usageError('--merge takes two revisions: images --merge BASE HEAD');
  const { ask } = await import('../../open/ask.ts');
  const answer = await ask({ kind: 'images', clusters: options.cluster }, options, io);
  if (answer.kind === 'refused') throw usageError(withRemedy(answer));
  const { found } = answer;
  if (found.clusters.length === 0) throw noCluster();
  io.out(await listOutput(found, options, io));
  return sayPartlyRendered(found.clusters, io);
}

async function listOutput(found: ImageList, { format }: Options, io: Io): Promise<string> {
  if (format === 'json') return `${JSON.stringify(found, undefined, 2)}\n`;
  const { imagesText } = await import('../../../report/images/images-text.ts');
  return imagesText(found, io);
}

/** Prints what becomes of the images between two commits. @returns 0, or 2 where `diff` does */
async function runChanges(before: string, after: string | undefined, options: Options, io: Io): Promise<number> {
  const { keptReviews } = await import('../../kept/kept-reviews.ts');
  const { reviewChange } = await import('../../review/review-change.ts');
  const { exitCode } = await import('../../../report/model/exit-code.ts');
  const { imageDiff } = await import('../../../report/images/image-diff.ts');
  const review = await reviewChange(before, after, options, io, keptReviews());
  const { clusters } = imageDiff(review, []);
  if (clusters.length === 0) throw noCluster();
  const names = clusters.map(({ name }) => name);
  const unknown = options.cluster.find((name) => !names.includes(name));
  if (unknown !== undefined) throw unknownCluster(unknown, names);
  const diff = imageDiff(review, options.cluster);
  io.out(await diffOutput(diff, options, io));
  return exitCode(review) === 2 ? 2 : 0;
}

async function diffOutput(diff: ImageDiff, { format }: Options, io: Io): Promise<string> {
  if (format === 'json') return `${JSON.stringify(diff, undefined, 2)}\n`;
  const { imageChangesText } = await import('../../../report/images/image-changes-text.ts');
  return imageChangesText(diff, io);
}
