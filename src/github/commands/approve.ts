import { askReview } from './run/ask-review.ts';
import type { Command } from './run/command.ts';

export const approve: Command = {
  name: 'approve',
  usage: '/approve <cluster|config>',
  summary: 'approves the change to a protected cluster, or of the configuration, as shown now',
  needs: undefined,
  flags: [],
  words: { least: 1, most: 1 },
  run: (running) => askReview(running, { kind: 'approve', target: running.parsed.words[0] }),
};
