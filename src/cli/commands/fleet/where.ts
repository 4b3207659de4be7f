import { type Command, Option } from 'commander';
import type { FoundWhere } from '../../../ask/question.ts';
import { sayPartlyRendered } from '../../open/say-partly-rendered.ts';
import { commandOnTree, type TreeOptions } from '../../open/tree-options.ts';
import { noCluster, usageError } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends TreeOptions {
  readonly objects?: boolean;
  readonly format: 'text' | 'markdown' | 'html' | 'json';
}

const examples = `
Examples:
  blast-radius where                       every unit in every cluster: version, replicas, drift
  blast-radius where podinfo               one unit, with its objects and where they come from
  blast-radius where Deployment/podinfo    one object
  blast-radius where --format html > fleet.html   all of it as a page: filters, drift, what runs in each cell
  blast-radius where --format json         all of it as data (docs/where.schema.json)
`;

/** `blast-radius where`: what runs where. */
export function whereCommand(io: Io, finish: Finish): Command {
  return commandOnTree('where')
    .description('show which cluster runs what')
    .argument('[unit]', 'a unit (podinfo) or an object (Deployment/podinfo); everything if omitted')
    .option('--objects', 'every object, not only units')
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'markdown', 'html', 'json']).default('text'),
    )
    .addHelpText('after', examples)
    .action(async (unit: string | undefined, options: Options) => {
      finish(await runWhere(unit, options, io));
    });
}

/**
 * Prints what runs where.
 *
 * @param asked a unit, or `kind/name`
 * @returns 0, or 2 where a cluster could not be rendered whole: what is missing may run there too
 */
export async function runWhere(asked: string | undefined, options: Options, io: Io): Promise<number> {
  if (options.format === 'html' && asked === undefined) return printPage(options, io);
  const { ask } = await import('../../open/ask.ts');
  const answer = await ask({ kind: 'where', asked }, options, io);
  const { found } = answer;
  if (found.clusters.length === 0) throw noCluster();
  if (found.objects.length === 0 && asked !== undefined) throw notFound(asked, answer);
  io.out(await whereOutput(found, asked, options, io));
  return sayPartlyRendered(found.clusters, io);
}

/** All of the fleet, with what could be promoted. */
async function printPage(options: Options, io: Io): Promise<number> {
  const { ask } = await import('../../open/ask.ts');
  const { found, ...more } = await ask({ kind: 'fleet', withCells: true }, options, io);
  if (found.clusters.length === 0) throw noCluster();
  const { fleetPage } = await import('../../../report/where/fleet-page.ts');
  io.out(fleetPage(found, more));
  return sayPartlyRendered(found.clusters, io);
}

async function whereOutput(
  found: FoundWhere['found'],
  asked: string | undefined,
  { format, objects }: Options,
  io: Io,
): Promise<string> {
  if (format === 'json') return `${JSON.stringify(found, undefined, 2)}\n`;
  if (format === 'html') return (await import('../../../report/where/fleet-page.ts')).fleetPage(found);
  const detail = { objects: asked !== undefined || objects === true };
  if (format === 'markdown') {
    const { whereMarkdown } = await import('../../../report/where/where-markdown.ts');
    return whereMarkdown(found, detail);
  }
  const { whereText } = await import('../../../report/where/where-text.ts');
  return whereText(found, detail, io);
}

function notFound(asked: string, { near, units }: FoundWhere): Error {
  if (units.length === 0) return usageError(`nothing is named ${asked}; no cluster runs anything`);
  const remedy = near === undefined ? `the units are ${units.join(', ')}` : `did you mean ${near}?`;
  return usageError(`nothing is named ${asked}; ${remedy}`);
}
