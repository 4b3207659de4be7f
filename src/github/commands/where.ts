import { nearest } from '../../config/nearest.ts';
import { where } from '../../fleet/where.ts';
import type { Where } from '../../fleet/where-contract.ts';
import { listed } from '../../report/counted.ts';
import { code, name } from '../../report/escape.ts';
import { whereMarkdown } from '../../report/where-markdown.ts';
import { type Command, CommandRefused } from './command.ts';
import { commitOf, readGround } from './ground.ts';

export const whereCommand: Command = {
  name: 'where',
  usage: '/where [unit or kind/name]',
  summary: 'shows which cluster runs what',
  needs: 'read',
  flags: [],
  words: { least: 0, most: 1 },
  run: async (running) => {
    const [asked] = running.said.words;
    const ground = await readGround(running);
    const commit = commitOf(running, ground, ground.branch, ground.commit);
    const found = await running.ports.lookAtCommit(
      commit,
      ({ tree, config, parsed }) => {
        const answer = where(tree, config, parsed, asked);
        return answer.objects.length > 0 || asked === undefined
          ? { answer, near: undefined }
          : { answer, near: nearest(asked, namesIn(where(tree, config, parsed))) };
      },
      running.signal,
    );
    if (found.answer.objects.length === 0 && asked !== undefined)
      throw new CommandRefused(
        `Nothing here is called ${code(asked)}.${found.near === undefined ? '' : ` Did you mean ${code(found.near)}?`}`,
      );
    return { isDone: true, text: tableOf(found.answer, asked !== undefined) };
  },
};

function namesIn({ units, objects }: Where): readonly string[] {
  return [...units.map(({ unit }) => unit), ...objects.map(({ kind, name: each }) => `${kind}/${each}`)];
}

function tableOf(found: Where, isDetailed: boolean): string {
  const broken = found.clusters.filter(({ problems }) => problems.length > 0).map((cluster) => name(cluster.name));
  const table = whereMarkdown(found, { objects: isDetailed }).trimEnd();
  return broken.length === 0 ? table : `${table}\n\nNot known whole: ${listed(broken, 10)}.`;
}
