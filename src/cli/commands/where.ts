import { type Command, Option } from 'commander';
import type { Finish } from '../process/finish.ts';
import type { Io } from '../process/io.ts';
import { treeCommand } from './tree-command.ts';
import type { WhereOptions } from './where-options.ts';

const examples = `
Examples:
  blast-radius where                       every unit in every cluster: version, replicas, drift
  blast-radius where podinfo               one unit, with its objects and where they come from
  blast-radius where Deployment/podinfo    one object
  blast-radius where --format json         all of it as data, by docs/where.schema.json
`;

/** `blast-radius where`: what runs where. */
export function whereCommand(io: Io, finish: Finish): Command {
  return treeCommand('where')
    .description('show which cluster runs what')
    .argument('[unit]', 'a unit as podinfo, or an object as Deployment/podinfo; everything if left out')
    .option('--objects', 'every object, not only units')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'markdown', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(async (unit: string | undefined, options: WhereOptions) => {
      const { runWhere } = await import('./run-where.ts');
      finish(await runWhere(unit, options, io));
    });
}
