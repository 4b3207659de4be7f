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
Checks the file on disk unless --rev names a commit.
Exit codes: 0 valid, 1 something in it matches nothing, 2 invalid or unreadable, 64 wrong usage.
`;

/** `blast-radius config check`: how the configuration is understood. */
export function configCommand(io: Io, finish: Finish): Command {
  const check = new Command('check')
    .description('show how .github/blast-radius.yml is understood, and what in it matches nothing')
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'use this commit instead of the files on disk')
    .option('--config <file>', 'check this file instead, against the same repository')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', more)
    .action(async (options: Options) => {
      finish(await runConfigCheck(options, io));
    });
  return new Command('config').description('check the configuration').addCommand(check);
}

/**
 * Shows how a configuration is understood.
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
