import { askReview } from './run/ask-review.ts';
import type { Command } from './run/command.ts';

export const unapprove: Command = {
  name: 'unapprove',
  usage: '/unapprove <cluster|config>',
  summary: 'withdraws an approval',
  needs: undefined,
  flags: [],
  words: { least: 1, most: 1 },
  run: (running) => askReview(running, { kind: 'unapprove', target: running.parsed.words[0] }),
};
