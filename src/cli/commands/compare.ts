import { Command, Option } from 'commander';
import { usageError } from '../process/cli-error.ts';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import type { LookOptions } from './look-options.ts';

/** `blast-radius compare`: how two clusters differ. */
export function compareCommand(io: Io, finish: Finish): Command {
  return new Command('compare')
    .description('show how two clusters differ: [unit] <cluster> <cluster>')
    .argument('<names...>', 'two clusters, with a unit before them where only that is asked')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the commit to look at', 'HEAD')
    .option('--work-tree', 'look at the files as they are, committed or not')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'instead of .github/blast-radius.yml of the commit')
    .action(async (names: readonly string[], options: LookOptions) => {
      if (names.length < 2 || names.length > 3)
        throw usageError('name two clusters, with a unit before them if you like');
      const [one = '', other = ''] = names.slice(-2);
      const { runCompare } = await import('./run-look.ts');
      finish(await runCompare(names.length === 3 ? names[0] : undefined, [one, other], options, io));
    });
}
