import { Command } from 'commander';
import type { Behaviours } from '../../../kustomize/releases/behaviours.ts';
import { type FetchOptions, withFetchOptions } from '../../elsewhere/fetch-options.ts';
import { usageError } from '../../process/cli-error.ts';
import { problemText } from '../../process/error-text.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends FetchOptions {
  readonly rev?: string;
  readonly enableManagedbyLabel?: boolean;
  readonly kustomizeVersion?: string;
}

/** `blast-radius build`: what kustomize would print. */
export function buildCommand(io: Io, finish: Finish): Command {
  return withFetchOptions(new Command('build'))
    .description('print what `kustomize build` prints, Secrets unmasked')
    .argument('<dir>', 'the directory of a kustomization, inside a git clone or not')
    .option('--rev <revision>', 'build the directory as of a commit')
    .option('--enable-managedby-label', 'label every object with app.kubernetes.io/managed-by')
    .option(
      '--kustomize-version <version>',
      'build as this release of kustomize does, such as 5.8.1 (default: the newest)',
    )
    .addHelpText(
      'after',
      '\nValues of Secrets are printed unmasked. Nothing is printed unless everything could be built.\n',
    )
    .action(async (directory: string, options: Options) => {
      finish(await runBuild(directory, options, io));
    });
}

/**
 * Prints what `kustomize build` prints, or nothing and why.
 *
 * @returns 0, or 2 where anything is not known
 */
async function runBuild(
  directory: string,
  { rev, enableManagedbyLabel, kustomizeVersion, ...fetching }: Options,
  io: Io,
): Promise<number> {
  const behaviours = await behavioursNamed(kustomizeVersion);
  const { buildRoot, unknownIn } = await import('../../../kustomize/build/build-root.ts');
  const { Unprintable } = await import('../../../yaml/node/unprintable.ts');
  const { printYamlDocuments } = await import('../../../yaml/print/print.ts');
  const { plainFiles } = await import('../../../tree/files/plain-files.ts');
  const { runOver } = await import('../../elsewhere/run-over.ts');
  const { withDirectory } = await import('../../open/with-directory.ts');
  return withDirectory(directory, rev, async ({ tree, path: root, shown, reader }) => {
    const options = { managedByLabel: enableManagedbyLabel ?? false, behaviours };
    try {
      const built = await runOver(reader, io, fetching, (whole) =>
        buildRoot(plainFiles(whole(tree), { symlinks: 'follow' }), root, options),
      );
      const problems = unknownIn(built);
      for (const problem of problems) {
        const path = problem.path === undefined ? undefined : shown(problem.path);
        io.err(`blast-radius: ${problemText({ ...problem, path })}\n`);
      }
      if (problems.length > 0) return 2;
      io.out(printYamlDocuments(built.resources.map(({ node }) => node)));
      return 0;
    } catch (error) {
      if (!(error instanceof Unprintable)) throw error;
      io.err(`blast-radius: ${error.message}\n`);
      return 2;
    }
  });
}

/** @throws CliError where no release that builds can follow has that name */
async function behavioursNamed(version: string | undefined): Promise<Behaviours | undefined> {
  if (version === undefined) return undefined;
  const { RELEASES, releaseNamed } = await import('../../../kustomize/releases/releases.ts');
  const { behavioursOf } = await import('../../../kustomize/releases/behaviours.ts');
  const release = releaseNamed(version);
  if (release !== undefined) return behavioursOf(release);
  throw usageError(`kustomize "${version}" is not known here; known are ${RELEASES.join(', ')}`);
}
