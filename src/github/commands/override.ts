import { askBase } from './run/ask-base.ts';
import { askReview } from './run/ask-review.ts';
import { type Command, CommandRefused } from './run/command.ts';

export const override: Command = {
  name: 'override',
  usage: '/override <rule> [cluster] <reason>',
  summary: 'accepts an error finding for this effect; the reason is shown',
  needs: undefined,
  flags: [],
  words: { least: 2, most: 100 },
  run: async (running) => {
    const [rule = '', ...rest] = running.parsed.words;
    const names = await askBase(running, { kind: 'clusters' });
    // The second word is a cluster if there is one with that name; otherwise it begins the reason.
    const cluster = names.find((name) => name === rest[0]);
    const reason = (cluster === undefined ? rest : rest.slice(1)).join(' ');
    if (reason === '') throw new CommandRefused('Give a reason: it is shown with your name.');
    return askReview(running, { kind: 'override', rule, target: cluster, reason });
  },
};
