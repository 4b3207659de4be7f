import type { Command } from 'commander';
import { commandOnTree, type TreeOptions } from '../../open/tree-options.ts';
import type { Finish, Io } from '../../process/io.ts';

const help = `
Each root follows the roots it depends on; objects are in the order in which kustomize-controller applies them.
Secret values are shown as ***, wherever they are copied; comments mark what is unresolved, external or suspended.
\`build\` prints what kustomize would, Secrets unmasked.
`;

/** `blast-radius render`: what one cluster applies. */
export function renderCommand(io: Io, finish: Finish): Command {
  return commandOnTree('render')
    .description('print what a cluster applies, as YAML')
    .argument('<cluster>', 'its name, as shown by `where`')
    .addHelpText('after', help)
    .action(async (cluster: string, options: TreeOptions) => {
      const { printCluster } = await import('../../open/print-cluster.ts');
      const { clusterYaml } = await import('../../../report/cluster/cluster-yaml.ts');
      finish(await printCluster(cluster, options, io, clusterYaml));
    });
}
