import { Command, Option } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import type { ConfigCheckOptions } from './config-check-options.ts';

const more = `
The file on the disk is checked unless --rev names a commit.
Exit codes: 0 all is understood, 1 something in it matches nothing, 2 it is invalid or cannot be read, 64 wrong usage.
`;

/** `blast-radius config check`: what is understood of the configuration. */
export function configCommand(io: Io, finish: Finish): Command {
  const check = new Command('check')
    .description('say what is understood of .github/blast-radius.yml, and what in it matches nothing')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'a commit, instead of the files as they are')
    .option('--config <file>', 'another file, held against the same repository')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .addHelpText('after', more)
    .action(async (options: ConfigCheckOptions) => {
      const { runConfigCheck } = await import('./run-config-check.ts');
      finish(await runConfigCheck(options, io));
    });
  return new Command('config').description('check the configuration').addCommand(check);
}
