import { Command, Option } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import type { LookOptions } from './look-options.ts';

/** `blast-radius explain`: where an object and each of its fields come from. */
export function explainCommand(io: Io, finish: Finish): Command {
  return new Command('explain')
    .description('show what brings an object into a cluster, and the line that wrote each of its fields')
    .argument('<object>', 'as Deployment/podinfo, or a unit')
    .argument('[cluster]', 'all that have it if left out')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the commit to look at', 'HEAD')
    .option('--work-tree', 'look at the files as they are, committed or not')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'instead of .github/blast-radius.yml of the commit')
    .action(async (asked: string, cluster: string | undefined, options: LookOptions) => {
      const { runExplain } = await import('./run-look.ts');
      finish(await runExplain(asked, cluster, options, io));
    });
}
