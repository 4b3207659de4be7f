import { Command, Option } from 'commander';
import type { EditOptions } from '../open/edit-work-tree.ts';
import type { Finish, Io } from '../process/io.ts';

interface Options extends EditOptions {
  readonly clean?: boolean;
}

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
    .action(async (unit: string, clusters: readonly string[], options: Options) => {
      const { editWorkTree } = await import('../open/edit-work-tree.ts');
      const request = { asked: unit, clusters, clean: options.clean };
      finish(await editWorkTree({ kind: 'demote', request }, options, io));
    });
}
