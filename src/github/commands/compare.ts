import { compareText } from '../../report/cluster/compare-text.ts';
import { fence } from '../../text/escape.ts';
import { askBase, refusedResult } from './run/ask-base.ts';
import type { Command } from './run/command.ts';

export const compareCommand: Command = {
  name: 'compare',
  usage: '/compare [unit] <cluster> <cluster>',
  summary: 'shows how two clusters differ',
  needs: 'read',
  flags: [],
  words: { least: 2, most: 3 },
  run: async (running) => {
    const { words } = running.parsed;
    const [one = '', other = ''] = words.slice(-2);
    const asked = words.length === 3 ? words[0] : undefined;
    const answer = await askBase(running, { kind: 'compare', unit: asked, clusters: [one, other] });
    if (answer.kind === 'refused') return refusedResult(answer);
    return { isDone: true, text: fence('diff', compareText(one, other, answer.review, answer.unit)) };
  },
};
