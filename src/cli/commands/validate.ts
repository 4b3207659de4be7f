import { Command, Option } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import type { ValidateOptions } from './validate-options.ts';

const more = `
Without a cluster all of them are looked at. The files on the disk are validated unless --rev names a commit.
Exit codes: 0 nothing wrong, 1 an error finding, 2 something cannot be rendered, 64 wrong usage.
`;

/** `blast-radius validate`: what is wrong with the clusters as they are. */
export function validateCommand(io: Io, finish: Finish): Command {
  return new Command('validate')
    .description('show what is wrong with the clusters as they are')
    .argument('[cluster]', 'the name of one cluster')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'a commit, instead of the files as they are')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .option('--config <file>', 'instead of .github/blast-radius.yml')
    .addHelpText('after', more)
    .action(async (cluster: string | undefined, options: ValidateOptions) => {
      const { runValidate } = await import('./run-validate.ts');
      finish(await runValidate(cluster, options, io));
    });
}
