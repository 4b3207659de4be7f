import { askReview } from './run/ask-review.ts';
import type { Command } from './run/command.ts';

export const approve: Command = {
  name: 'approve',
  usage: '/approve <cluster>',
  summary: 'approves the change to a protected cluster, as shown now',
  needs: undefined,
  flags: [],
  words: { least: 1, most: 1 },
  run: (running) => askReview(running, { kind: 'approve', cluster: running.parsed.words[0] }),
};
