import { Command, Option } from 'commander';
import type { EditOptions } from '../../open/edit-work-tree.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends EditOptions {
  readonly clean?: boolean;
}

/** `blast-radius demote`: a cluster stops running something. */
export function demoteCommand(io: Io, finish: Finish): Command {
  return new Command('demote')
    .description('make a cluster stop running something: removes its references, keeps shared files')
    .argument('<unit>', 'a unit (foo-app), an object (namespace/foo) or a path')
    .argument('<cluster...>', 'one or more clusters, or all')
    .option('--clean', 'also delete shared files that are no longer referenced')
    .option('--dry-run', 'print a patch and change nothing')
    .option('--repo <dir>', 'a clone', '.')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'use instead of .github/blast-radius.yml in the work tree')
    .action(async (unit: string, clusters: readonly string[], options: Options) => {
      const { editWorkTree } = await import('../../open/edit-work-tree.ts');
      const request = { asked: unit, clusters, clean: options.clean };
      finish(await editWorkTree({ kind: 'demote', request }, options, io));
    });
}
