import { snapshotOf } from '../../fleet/render/snapshot.ts';
import { namesIn, where } from '../../fleet/where/where.ts';
import type { Where } from '../../fleet/where/where-contract.ts';
import { whereMarkdown } from '../../report/where/where-markdown.ts';
import { whereText } from '../../report/where/where-text.ts';
import { nearest } from '../../text/nearest.ts';
import { drive } from '../../tree/objects/drive.ts';
import { noCluster } from '../open/no-cluster.ts';
import { withTree } from '../open/open-tree.ts';
import { usageError } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';
import { problemText } from '../process/problem-text.ts';
import type { WhereOptions } from './where-options.ts';

/**
 * Prints what runs where.
 *
 * @param asked a unit, or `kind/name`
 * @returns 0, or 2 where a cluster could not be rendered whole: what is missing may run there too
 */
export async function runWhere(asked: string | undefined, options: WhereOptions, io: Io): Promise<number> {
  return withTree(options, async ({ tree, config, fetch }) => {
    const snapshot = snapshotOf(tree, config);
    const ask = (what?: string) => drive(fetch, () => where(snapshot, what));
    const found = await ask(asked);
    if (found.clusters.length === 0) throw noCluster();
    if (found.objects.length === 0 && asked !== undefined) throw notFound(asked, await ask());
    io.out(said(found, asked, options, io));
    return sayProblems(found, io);
  });
}

function said(found: Where, asked: string | undefined, { format, objects }: WhereOptions, io: Io): string {
  if (format === 'json') return `${JSON.stringify(found, undefined, 2)}\n`;
  const detail = { objects: asked !== undefined || objects === true };
  return format === 'markdown' ? whereMarkdown(found, detail) : whereText(found, detail, io);
}

function notFound(asked: string, all: Where): Error {
  const near = nearest(asked, namesIn(all));
  const units = all.units.map(({ unit }) => unit).join(', ');
  const remedy = near === undefined ? `the units are ${units}` : `did you mean ${near}?`;
  return usageError(`nothing here is called ${asked}; ${remedy}`);
}

function sayProblems({ clusters }: Where, io: Io): number {
  const broken = clusters.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of broken)
    for (const problem of problems) io.err(`blast-radius: ${name} is not known whole: ${problemText(problem)}\n`);
  return broken.length > 0 ? 2 : 0;
}
