import { Command, Option } from 'commander';
import type { FoundConfig } from '../../config/find-config.ts';
import { configCheckText } from '../../report/cluster/config-check-text.ts';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { drive } from '../../tree/objects/drive.ts';
import type { ConfigText } from '../open/load-config.ts';
import type { Finish, Io } from '../process/io.ts';

interface Options {
  readonly repo: string;
  readonly rev?: string;
  readonly config?: string;
  readonly format: 'text' | 'json';
}

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
    .action(async (options: Options) => {
      finish(await runConfigCheck(options, io));
    });
  return new Command('config').description('check the configuration').addCommand(check);
}

/**
 * Says what is understood of a configuration.
 *
 * @returns 0; 1 where an entry of it matches nothing; 2 where it cannot be understood
 */
async function runConfigCheck({ repo, rev, config, format }: Options, io: Io): Promise<number> {
  const { configPath, findConfig } = await import('../../config/find-config.ts');
  const { checkConfig } = await import('../../fleet/find/check-config.ts');
  const { RULE_IDS } = await import('../../policy/judge/rules.ts');
  const { configOfFile } = await import('../open/load-config.ts');
  const { withRepository } = await import('../open/open-repository.ts');
  return withRepository(repo, async ({ workTree, revision, fetch }) => {
    const { tree } = rev === undefined ? await workTree() : await revision(rev);
    const files = plainFiles(tree, { symlinks: 'absent' });
    const given = config === undefined ? undefined : foundConfig(configOfFile(config));
    const check = await drive(fetch, () => checkConfig(files, given ?? findConfig(files), RULE_IDS));
    const file = config ?? configPath;
    io.out(
      format === 'json' ? `${JSON.stringify({ file, ...check }, undefined, 2)}\n` : configCheckText(check, file, io),
    );
    if (check.config === undefined) return 2;
    return check.unmatched.length > 0 ? 1 : 0;
  });
}

function foundConfig({ source }: ConfigText): FoundConfig {
  return source === undefined ? { kind: 'absent' } : { kind: 'found', source };
}
