import { Command } from 'commander';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { drive } from '../../tree/objects/drive.ts';
import { withDirectory } from '../open/with-directory.ts';
import { problemText } from '../process/error-text.ts';
import type { Finish, Io } from '../process/io.ts';

interface Options {
  readonly rev?: string;
  readonly enableManagedbyLabel?: boolean;
}

/** `blast-radius build`: what kustomize would print. */
export function buildCommand(io: Io, finish: Finish): Command {
  return new Command('build')
    .description('print what `kustomize build` prints, Secrets unmasked')
    .argument('<dir>', 'the directory of a kustomization, inside a git clone or not')
    .option('--rev <revision>', 'build the directory as of a commit')
    .option('--enable-managedby-label', 'label every object with app.kubernetes.io/managed-by')
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
async function runBuild(directory: string, { rev, enableManagedbyLabel }: Options, io: Io): Promise<number> {
  const { buildRoot } = await import('../../kustomize/build/build-root.ts');
  const { Unprintable } = await import('../../yaml/node/unprintable.ts');
  const { printYamlDocuments } = await import('../../yaml/print/print.ts');
  return withDirectory(directory, rev, async ({ tree, path: root, shown, fetch }) => {
    const files = plainFiles(tree, { symlinks: 'follow' });
    const options = { managedByLabel: enableManagedbyLabel ?? false };
    try {
      const { resources, problems } = await drive(fetch, () => buildRoot(files, root, options));
      for (const problem of problems) {
        const path = problem.path === undefined ? undefined : shown(problem.path);
        io.err(`blast-radius: ${problemText({ ...problem, path })}\n`);
      }
      if (problems.length > 0) return 2;
      io.out(printYamlDocuments(resources.map(({ node }) => node)));
      return 0;
    } catch (error) {
      if (!(error instanceof Unprintable)) throw error;
      io.err(`blast-radius: ${error.message}\n`);
      return 2;
    }
  });
}
