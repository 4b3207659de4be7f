import { type Command, Option } from 'commander';
import type { Review } from '../../../review/contract/review.ts';
import { nearest } from '../../../text/nearest.ts';
import { commandOnTree, type TreeOptions } from '../../open/tree-options.ts';
import { usageError } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends TreeOptions {
  readonly format: 'text' | 'json';
}

const more = `
Validates all clusters unless one is named, as HEAD has them: --work-tree takes the files on disk.
Exit codes: 0 nothing wrong, 1 an error finding, 2 something cannot be rendered, 64 wrong usage.
`;

/** `blast-radius validate`: what is wrong with the clusters, without any change. */
export function validateCommand(io: Io, finish: Finish): Command {
  return commandOnTree('validate')
    .description('show what is wrong with the clusters, without any change')
    .argument('[cluster]', 'the name of one cluster')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', more)
    .action(async (cluster: string | undefined, options: Options) => {
      finish(await runValidate(cluster, options, io));
    });
}

/**
 * Validates clusters as they are.
 *
 * @returns the review's exit code
 */
export async function runValidate(cluster: string | undefined, options: Options, io: Io): Promise<number> {
  const { randomBytes } = await import('node:crypto');
  const { validationText } = await import('../../../report/cluster/validation-text.ts');
  const { toJson } = await import('../../../report/json/to-json.ts');
  const { exitCode } = await import('../../../report/model/exit-code.ts');
  const { standingReview } = await import('../../../ask/standing-review.ts');
  const { withTree } = await import('../../open/with-tree.ts');
  io.progress('reading the files …');
  const { runOver } = await import('../../elsewhere/run-over.ts');
  return withTree(options, async ({ tree, commit, config, reader }) => {
    io.progress('rendering …');
    // Nothing that leaves this process needs to be compared with another run's: a key for this one is enough.
    const about = { head: commit, key: randomBytes(32) };
    const found = await runOver(reader, io, options, (whole) => standingReview({ tree: whole(tree), config }, about));
    const asked = cluster === undefined ? found : only(found, cluster);
    io.out(options.format === 'json' ? toJson(asked) : validationText(asked, io));
    return exitCode(asked);
  });
}

/** @throws CliError if there is no cluster with that name */
function only(found: Review, name: string): Review {
  const cluster = Object.hasOwn(found.clusters, name) ? found.clusters[name] : undefined;
  if (cluster === undefined) {
    const near = nearest(name, found.order);
    const remedy = near === undefined ? `the clusters are ${found.order.join(', ')}` : `did you mean ${near}?`;
    throw usageError(`there is no cluster ${name}; ${remedy}`);
  }
  const findings = found.findings.filter((finding) => finding.cluster === undefined || finding.cluster === name);
  return { ...found, order: [name], clusters: { [name]: cluster }, findings };
}
