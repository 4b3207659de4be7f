import { askToAccept } from './run/ask-review.ts';
import type { Command } from './run/command.ts';

export const acknowledge: Command = {
  name: 'acknowledge',
  usage: '/acknowledge <rule> [cluster] <reason>',
  summary: 'accepts a deletion that fails the check, by those who approve the cluster; the reason is shown',
  needs: undefined,
  flags: [],
  words: { least: 2, most: 100 },
  run: (running) => askToAccept(running, 'acknowledge'),
};
