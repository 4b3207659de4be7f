import type { Command } from 'commander';
import { commandOnTree, type TreeOptions } from '../open/tree-options.ts';
import type { Finish, Io } from '../process/io.ts';

const help = `
Root by root, each behind those that it depends on; its objects in the order in which kustomize-controller applies them.
Values of Secrets are shown as ***, wherever they were copied to; what is not known, external or suspended is told in
comments. \`build\` prints what kustomize would, Secrets as they are.
`;

/** `blast-radius render`: what one cluster applies. */
export function renderCommand(io: Io, finish: Finish): Command {
  return commandOnTree('render')
    .description('print what a cluster applies, as YAML')
    .argument('<cluster>', 'its name, as `where` has it')
    .addHelpText('after', help)
    .action(async (cluster: string, options: TreeOptions) => {
      const { printCluster } = await import('../open/print-cluster.ts');
      const { clusterYaml } = await import('../../report/cluster/cluster-yaml.ts');
      finish(await printCluster(cluster, options, io, clusterYaml));
    });
}
