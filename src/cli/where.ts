import { Command, Option } from 'commander';
import type { Finish } from './finish.ts';
import type { Io } from './io.ts';
import type { WhereOptions } from './where-options.ts';

/** `blast-radius where`: what runs where. */
export function whereCommand(io: Io, finish: Finish): Command {
  return new Command('where')
    .description('show which cluster runs what')
    .argument('[unit]', 'a unit as podinfo, or an object as Deployment/podinfo; everything if left out')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the commit to look at', 'HEAD')
    .option('--work-tree', 'look at the files as they are, committed or not')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'instead of .github/blast-radius.yml of the commit')
    .action(async (unit: string | undefined, options: WhereOptions) => {
      const { runWhere } = await import('./run-where.ts');
      finish(await runWhere(unit, options, io));
    });
}
