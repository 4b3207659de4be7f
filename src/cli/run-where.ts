import { nearest } from '../config/nearest.ts';
import { where } from '../fleet/where.ts';
import type { Where } from '../fleet/where-contract.ts';
import { whereMarkdown } from '../report/where-markdown.ts';
import { whereText } from '../report/where-text.ts';
import { drive } from '../tree/drive.ts';
import { cannotTell, usageError } from './cli-error.ts';
import type { Io } from './io.ts';
import { configOfFile, configOfTree, loadConfig } from './load-config.ts';
import { openRepository } from './open-repository.ts';
import { problemText } from './problem-text.ts';
import type { WhereOptions } from './where-options.ts';

/**
 * Prints what runs where.
 *
 * @param asked a unit, or `kind/name`
 * @returns 0, or 2 where a cluster could not be rendered whole: what is missing may run there too
 */
export async function runWhere(asked: string | undefined, options: WhereOptions, io: Io): Promise<number> {
  const repository = await openRepository(options.repo);
  try {
    const { tree } = options.workTree === true ? await repository.workTree() : await repository.revision(options.rev);
    const config = await loadConfig(async () =>
      options.config === undefined
        ? await drive(repository.fetch, () => configOfTree(tree))
        : configOfFile(options.config),
    );
    const parsed = new Map();
    const ask = (what?: string) => drive(repository.fetch, () => where(tree, config, parsed, what));
    const found = await ask(asked);
    if (found.clusters.length === 0)
      throw cannotTell('no cluster found; name the clusters in .github/blast-radius.yml');
    if (found.objects.length === 0 && asked !== undefined) throw notFound(asked, await ask());
    io.out(said(found, asked, options, io));
    return sayProblems(found, io);
  } finally {
    await repository.close();
  }
}

function said(found: Where, asked: string | undefined, { format, objects }: WhereOptions, io: Io): string {
  if (format === 'json') return `${JSON.stringify(found, undefined, 2)}\n`;
  const detail = { objects: asked !== undefined || objects === true };
  return format === 'markdown' ? whereMarkdown(found, detail) : whereText(found, detail, io);
}

function notFound(asked: string, all: Where): Error {
  const units = all.units.map(({ unit }) => unit);
  const near = nearest(asked, [...units, ...all.objects.map(({ kind, name }) => `${kind}/${name}`)]);
  const remedy = near === undefined ? `the units are ${units.join(', ')}` : `did you mean ${near}?`;
  return usageError(`nothing here is called ${asked}; ${remedy}`);
}

function sayProblems({ clusters }: Where, io: Io): number {
  const broken = clusters.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of broken)
    for (const problem of problems) io.err(`blast-radius: ${name} is not known whole: ${problemText(problem)}\n`);
  return broken.length > 0 ? 2 : 0;
}
