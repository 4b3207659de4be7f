import { type Command, Option } from 'commander';
import { commandOnTree, type TreeOptions } from '../../open/tree-options.ts';
import { usageError } from '../../process/cli-error.ts';
import { withRemedy } from '../../process/error-text.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends TreeOptions {
  readonly format: 'text' | 'json';
}

/** `blast-radius compare`: how two clusters differ. */
export function compareCommand(io: Io, finish: Finish): Command {
  return commandOnTree('compare')
    .description('show how two clusters differ: [unit] <cluster> <cluster>')
    .argument('<names...>', 'two clusters, optionally preceded by a unit')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action(async (names: readonly string[], options: Options) => {
      if (names.length < 2 || names.length > 3) throw usageError('name two clusters, optionally preceded by a unit');
      const [one = '', other = ''] = names.slice(-2);
      finish(await runCompare(names.length === 3 ? names[0] : undefined, [one, other], options, io));
    });
}

/** Prints how two clusters differ. @returns 0, or 2 where one of them could not be rendered whole */
export async function runCompare(
  unit: string | undefined,
  clusters: readonly [string, string],
  options: Options,
  io: Io,
): Promise<number> {
  const { ask } = await import('../../open/ask.ts');
  const { compareText } = await import('../../../report/cluster/compare-text.ts');
  const answer = await ask({ kind: 'compare', unit, clusters }, options, io);
  if (answer.kind === 'refused') throw usageError(withRemedy(answer));
  const { review } = answer;
  io.out(
    options.format === 'json'
      ? `${JSON.stringify(review, undefined, 2)}\n`
      : compareText(...clusters, review, answer.unit),
  );
  return review.unresolved.length > 0 ? 2 : 0;
}
