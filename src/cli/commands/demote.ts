import { Command, Option } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import type { DemoteOptions } from './promote-options.ts';

/** `blast-radius demote`: a cluster runs something no more. */
export function demoteCommand(io: Io, finish: Finish): Command {
  return new Command('demote')
    .description('make a cluster no longer run something: its references go, what is shared stays')
    .argument('<unit>', 'a unit as foo-app, an object as namespace/foo, or a path')
    .argument('<cluster...>', 'one or several clusters, or all')
    .option('--clean', 'delete the shared files that nothing refers to any more')
    .option('--dry-run', 'print a patch, change nothing')
    .option('--repo <dir>', 'a clone', '.')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'instead of .github/blast-radius.yml of the work tree')
    .action(async (unit: string, clusters: readonly string[], options: DemoteOptions) => {
      const { runDemote } = await import('./run-promote.ts');
      finish(await runDemote(unit, clusters, options, io));
    });
}
