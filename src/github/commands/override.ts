import { askToAccept } from './run/ask-review.ts';
import type { Command } from './run/command.ts';

export const override: Command = {
  name: 'override',
  usage: '/override <rule> [cluster] <reason>',
  summary: 'accepts an error finding for this effect; the reason is shown',
  needs: undefined,
  flags: [],
  words: { least: 2, most: 100 },
  run: (running) => askToAccept(running, 'override'),
};
