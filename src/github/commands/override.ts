import { askReview } from './ask-review.ts';
import { type Command, CommandRefused } from './command.ts';

export const override: Command = {
  name: 'override',
  usage: '/override <rule> [cluster:<name>] <reason>',
  summary: 'accepts an error finding for this effect, with a reason that is shown',
  needs: undefined,
  flags: [],
  words: { least: 2, most: 100 },
  run: (running) => {
    const [rule = '', ...rest] = running.said.words;
    const [, cluster] = /^cluster:(.+)$/.exec(rest[0] ?? '') ?? [];
    const reason = (cluster === undefined ? rest : rest.slice(1)).join(' ');
    if (reason === '') throw new CommandRefused('Say why, in a few words: the reason is shown with your name.');
    return askReview(running, { kind: 'override', rule, cluster, reason });
  },
};
