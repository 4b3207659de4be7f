import type { Command } from 'commander';
import { commandOnTree, type TreeOptions } from '../../open/tree-options.ts';
import type { Finish, Io } from '../../process/io.ts';

/** `blast-radius tree`: where each object of a cluster comes from. */
export function treeCommand(io: Io, finish: Finish): Command {
  return commandOnTree('tree')
    .description('show where each object of a cluster comes from')
    .argument('<cluster>', 'its name, as shown by `where`')
    .option('--roots', 'FluxKustomizations only, not the objects in them')
    .addHelpText(
      'after',
      '\nEach line shows the file and line that refers to it; an object, the one that defines it.\n',
    )
    .action(async (cluster: string, options: TreeOptions & { readonly roots?: boolean }) => {
      const { printCluster } = await import('../../open/print-cluster.ts');
      const { treeText } = await import('../../../report/cluster/tree-text.ts');
      const style = { colour: io.colour, isBrief: options.roots === true };
      finish(await printCluster(cluster, options, io, (inventory) => treeText(inventory, style)));
    });
}
