import { nearest } from '../../config/nearest.ts';
import { where } from '../../fleet/where.ts';
import type { Where } from '../../fleet/where-contract.ts';
import { code, name } from '../../report/escape.ts';
import { type Command, CommandRefused } from './command.ts';
import { commitOf, readGround } from './ground.ts';

/** Longer tables are cut, and counted. */
const MOST_ROWS = 100;

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
    return { isDone: true, text: tableOf(found.answer, asked) };
  },
};

function namesIn({ units, objects }: Where): readonly string[] {
  return [...units.map(({ unit }) => unit), ...objects.map(({ kind, name: each }) => `${kind}/${each}`)];
}

function tableOf({ clusters, units, objects }: Where, asked: string | undefined): string {
  const names = clusters.map((cluster) => cluster.name);
  const rowsOfUnits = units.map(({ unit, clusters: those }) => ({ label: unit, clusters: those }));
  const rowsOfObjects = objects.map(({ kind, namespace, name: own, clusters: those }) => ({
    label: `${kind} ${namespace === '' ? own : `${namespace}/${own}`}`,
    clusters: those,
  }));
  const all = asked === undefined ? rowsOfUnits : [...rowsOfUnits, ...rowsOfObjects];
  const rows = all.slice(0, MOST_ROWS).map(({ label, clusters: those }) => {
    const cells = names.map((cluster) => (those.includes(cluster) ? '●' : '·'));
    return `| ${code(label, 80)} | ${cells.join(' | ')} |`;
  });
  const broken = clusters.filter(({ problems }) => problems.length > 0).map((cluster) => name(cluster.name));
  return [
    `| | ${names.map((cluster) => name(cluster)).join(' | ')} |`,
    `| --- |${names.map(() => ' :-: |').join('')}`,
    ...rows,
    ...(all.length > MOST_ROWS ? ['', `${all.length - MOST_ROWS} more rows are left out.`] : []),
    ...(broken.length > 0 ? ['', `Not known whole: ${broken.join(', ')}.`] : []),
  ].join('\n');
}
