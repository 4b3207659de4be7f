import { openFleet } from '../../promotion/fleet.ts';
import { compare } from '../../promotion/look-into.ts';
import { findSubject } from '../../promotion/subject.ts';
import { compareText } from '../../report/compare-text.ts';
import { fence } from '../../report/escape.ts';
import type { Command } from './command.ts';
import { lookInto } from './look-into-base.ts';

export const compareCommand: Command = {
  name: 'compare',
  usage: '/compare [unit] <cluster> <cluster>',
  summary: 'shows how two clusters differ',
  needs: 'read',
  flags: [],
  words: { least: 2, most: 3 },
  run: async (running) => {
    const { words } = running.said;
    const [one = '', other = ''] = words.slice(-2);
    const text = await lookInto(running, ({ tree, config, parsed }) => {
      const fleet = openFleet(tree, config, parsed);
      const unit = words.length === 3 ? findSubject(fleet, words[0] ?? '').name : undefined;
      return compareText(one, other, compare(fleet, one, other), unit);
    });
    return { isDone: true, text: fence('diff', text) };
  },
};
