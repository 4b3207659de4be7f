import type { Command } from 'commander';
import type { TreeOptions } from '../open/tree-options.ts';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import { treeCommand } from './tree-command.ts';

const help = `
Root by root, each behind those that it depends on; its objects in the order in which kustomize-controller applies them.
Values of Secrets are shown as ***, wherever they were copied to; what is not known, external or suspended is told in
comments. \`build\` prints what kustomize would, Secrets as they are.
`;

/** `blast-radius render`: what one cluster applies. */
export function renderCommand(io: Io, finish: Finish): Command {
  return treeCommand('render')
    .description('print what a cluster applies, as YAML')
    .argument('<cluster>', 'its name, as `where` has it')
    .addHelpText('after', help)
    .action(async (cluster: string, options: TreeOptions) => {
      const { runRender } = await import('./run-render.ts');
      finish(await runRender(cluster, options, io));
    });
}
