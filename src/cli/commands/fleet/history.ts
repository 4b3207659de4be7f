import { Command, InvalidArgumentError, Option } from 'commander';
import type { HistoryFilter } from '../../../report/history/history-entry.ts';
import type { History } from '../../../review/contract/history.ts';
import { withFetchOptions } from '../../elsewhere/fetch-options.ts';
import type { Finish, Io } from '../../process/io.ts';
import type { HistoryOptions } from '../../review/review-history.ts';

interface Options extends Omit<HistoryOptions, 'unit'> {
  readonly format: 'text' | 'json';
}

const MOST = 500;

const examples = `
Examples:
  blast-radius history                          what the last 20 commits of the branch did to the clusters
  blast-radius history podinfo --cluster prod   which of them changed podinfo in prod, when, and who
  blast-radius history --last 100 --format json    as data (docs/history.schema.json)
`;

/** `blast-radius history`: what the last commits did. */
export function historyCommand(io: Io, finish: Finish): Command {
  return withFetchOptions(new Command('history'))
    .description('show what the last commits of a branch did to the clusters')
    .argument('[unit]', 'only what changed this unit')
    .option('--cluster <name>', 'only what changed this cluster')
    .option('--last <count>', 'how many commits to look at; a merge is one', count, 20)
    .option('--repo <dir>', 'a clone or a bare mirror', '.')
    .option('--rev <revision>', 'the branch', 'HEAD')
    .option('--config <file>', 'use instead of .github/blast-radius.yml at the commit')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(async (unit: string | undefined, options: Options) => {
      const { reviewHistory } = await import('../../review/review-history.ts');
      const history = await reviewHistory({ ...options, unit }, io);
      io.out(await output(history, { ...options, unit }));
      finish(0);
    });
}

async function output(history: History, options: Options & HistoryFilter): Promise<string> {
  if (options.format === 'json') return `${JSON.stringify(history, undefined, 2)}\n`;
  const { historyText } = await import('../../../report/history/history-text.ts');
  return historyText(history, options);
}

function count(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > MOST) throw new InvalidArgumentError(`give 1 to ${MOST}.`);
  return number;
}
