import { Command } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';

interface Options {
  readonly rev?: string;
  readonly enableManagedbyLabel?: boolean;
}

/** `blast-radius build`: what kustomize would print. */
export function buildCommand(io: Io, finish: Finish): Command {
  return new Command('build')
    .description('print what `kustomize build` prints, Secrets as they are')
    .argument('<dir>', 'the directory of a kustomization, in a git clone or not')
    .option('--rev <revision>', 'build the directory as it is in a commit')
    .option('--enable-managedby-label', 'label every object with app.kubernetes.io/managed-by')
    .addHelpText('after', '\nValues of Secrets are printed unmasked. Nothing is printed unless everything is known.\n')
    .action(async (directory: string, options: Options) => {
      const { runBuild } = await import('./run-build.ts');
      const managedByLabel = options.enableManagedbyLabel ?? false;
      finish(await runBuild(directory, options.rev, io, { managedByLabel }));
    });
}
