import { Command } from 'commander';
import { cannotTell, usageError } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options {
  readonly repo: string;
  readonly rev?: string;
  readonly stdout?: boolean;
  readonly force?: boolean;
}

const more = `
Looks at the files on disk unless --rev names a commit, and writes what it finds as a configuration with comments. A file
that is there stays as it is, unless --force is given. What the repository does not tell is printed: correct the file by it,
and commit it to the base branch.
Exit codes: 0 written or printed, 2 no cluster was found, 64 wrong usage.
`;

/** `blast-radius init`: a first configuration. */
export function initCommand(io: Io, finish: Finish): Command {
  return new Command('init')
    .description('write a first configuration: the clusters that are found')
    .option('--repo <dir>', 'a clone; with --stdout also a bare mirror', '.')
    .option('--rev <revision>', 'use this commit instead of the files on disk')
    .option('--stdout', 'print it instead')
    .option('--force', 'overwrite the file that is there')
    .addHelpText('after', more)
    .action(async (options: Options) => {
      finish(await runInit(options, io));
    });
}

/**
 * Writes or prints a first configuration; what is said about it goes where it is no part of the file.
 *
 * @returns 0
 * @throws CliError where there is a configuration already, or no cluster
 */
async function runInit({ repo, rev, stdout = false, force = false }: Options, io: Io): Promise<number> {
  const { configPath, misnamedConfigs } = await import('../../../config/find-config.ts');
  const { withRepository } = await import('../../open/open-repository.ts');
  const { firstConfig } = await import('../../../fleet/setup/first-config.ts');
  const { firstConfigText } = await import('../../../report/cluster/first-config-text.ts');
  const { drive } = await import('../../../tree/objects/drive.ts');
  const { plainFiles } = await import('../../../tree/files/plain-files.ts');
  const { isInClone, writeIntoClone } = await import('../../open/write-into-clone.ts');
  if (!stdout && !force && isInClone(repo, configPath)) throw isThere(configPath);
  io.progress('reading the files …');
  const first = await withRepository(repo, async ({ workTree, revision, fetch }) => {
    const { tree } = rev === undefined ? await workTree() : await revision(rev);
    const files = plainFiles(tree, { symlinks: 'absent' });
    return drive(fetch, () => {
      const [misnamed] = stdout || force ? [] : misnamedConfigs(files);
      if (misnamed !== undefined) throw isElsewhere(misnamed, configPath);
      return firstConfig(files);
    });
  });
  if (first.text === '') throw cannotTell(nothingFound(configPath, first.unsure));
  if (stdout) {
    io.out(first.text);
    io.err(firstConfigText(first, 'would say', io));
    return 0;
  }
  if (!writeIntoClone(repo, configPath, first.text, force)) throw isThere(configPath);
  io.out(firstConfigText(first, 'is written', io));
  return 0;
}

function isThere(path: string): Error {
  return usageError(`${path} is there already; --stdout prints what would be written, --force overwrites it`);
}

function isElsewhere(misnamed: string, path: string): Error {
  return usageError(`${misnamed} is there, which is not read: rename it to ${path}; --force writes that anew`);
}

function nothingFound(path: string, unsure: readonly string[]): string {
  const why = unsure.map((each) => `\n  The repository does not tell ${each.replaceAll('`', '')}`).join('');
  return `no cluster was found; write ${path} by hand, with the directory that Flux was bootstrapped with:\n  clusters:\n    - { name: prod, path: path/to/it }${why}`;
}
