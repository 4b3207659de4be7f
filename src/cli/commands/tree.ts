import type { Command } from 'commander';
import type { TreeOptions } from '../open/tree-options.ts';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import { treeCommand } from './tree-command.ts';

/** `blast-radius tree`: what brings each object into one cluster. */
export function referencesCommand(io: Io, finish: Finish): Command {
  return treeCommand('tree')
    .description('draw what brings each object into a cluster')
    .argument('<cluster>', 'its name, as `where` has it')
    .option('--roots', 'FluxKustomizations only, not the objects in them')
    .addHelpText(
      'after',
      '\nBeside each line stands the file and line that refers to it; beside an object, the one that holds it.\n',
    )
    .action(async (cluster: string, options: TreeOptions & { readonly roots?: boolean }) => {
      const { runTree } = await import('./run-tree.ts');
      finish(await runTree(cluster, options, io));
    });
}
