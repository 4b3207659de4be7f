import { Command, Option } from 'commander';
import type { TreeOptions } from '../../open/tree-options.ts';
import { usageError } from '../../process/cli-error.ts';
import { withRemedy } from '../../process/error-text.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends TreeOptions {
  readonly field?: string;
  readonly format: 'text' | 'json';
}

/** `blast-radius explain`: where an object and each of its fields come from. */
export function explainCommand(io: Io, finish: Finish): Command {
  return new Command('explain')
    .description(
      'show where an object comes from, and the line that sets each of its fields: also of a template, and of the values',
    )
    .argument('<object>', 'an object (Deployment/podinfo) or a unit')
    .argument('[cluster]', 'one cluster; all that have it if omitted')
    .option('--field <path>', 'one field, as spec.replicas, with all that decided it')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the commit to look at', 'HEAD')
    .option('--work-tree', 'use the files on disk, committed or not')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'use instead of .github/blast-radius.yml at the commit')
    .action(async (asked: string, cluster: string | undefined, options: Options) => {
      finish(await runExplain(asked, cluster, options, io));
    });
}

/** Prints where objects come from. @returns 0 */
export async function runExplain(
  asked: string,
  cluster: string | undefined,
  options: Options,
  io: Io,
): Promise<number> {
  const { ask } = await import('../../open/ask.ts');
  const { explainText } = await import('../../../report/cluster/explain-text.ts');
  const { field } = options;
  const answer = await ask({ kind: 'explain', asked, cluster, field }, options, io);
  if (answer.kind === 'refused') throw usageError(withRemedy(answer));
  const { objects } = answer;
  if (objects.length === 0) throw usageError(`${cluster ?? 'no cluster'} does not run ${asked}`);
  const detail = field === undefined ? 'values' : 'conditions';
  io.out(
    options.format === 'json'
      ? `${JSON.stringify(objects, undefined, 2)}\n`
      : objects.map((each) => explainText(each.cluster, each.explanation, detail)).join('\n'),
  );
  return 0;
}
