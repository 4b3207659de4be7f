import type { Where } from '../../fleet/where/where-contract.ts';
import { whereMarkdown } from '../../report/where/where-markdown.ts';
import { listed } from '../../text/counted.ts';
import { code, name } from '../../text/escape.ts';
import { askBase } from './run/ask-base.ts';
import { type Command, CommandRefused } from './run/command.ts';

export const whereCommand: Command = {
  name: 'where',
  usage: '/where [unit or kind/name]',
  summary: 'shows which cluster runs what',
  needs: 'read',
  flags: [],
  words: { least: 0, most: 1 },
  run: async (running) => {
    const [asked] = running.parsed.words;
    const { found, near } = await askBase(running, { kind: 'where', asked });
    if (found.objects.length === 0 && asked !== undefined)
      throw new CommandRefused(
        `Nothing is named ${code(asked)}.${near === undefined ? '' : ` Did you mean ${code(near)}?`}`,
      );
    return { isDone: true, text: tableOf(found, asked !== undefined) };
  },
};

function tableOf(found: Where, isDetailed: boolean): string {
  const broken = found.clusters.filter(({ problems }) => problems.length > 0).map((cluster) => name(cluster.name));
  const table = whereMarkdown(found, { objects: isDetailed }).trimEnd();
  return broken.length === 0 ? table : `${table}\n\nOnly partly rendered: ${listed(broken, 10)}.`;
}
