import { newLook } from '../tasks/look-again.ts';
import { type Command, CommandRefused } from './run/command.ts';

export const recheck: Command = {
  name: 'recheck',
  usage: '/recheck',
  summary: 'reviews the pull request again',
  needs: 'read',
  flags: [],
  words: { least: 0, most: 0 },
  run: async ({ asked, ports }) => {
    if (!asked.isPull) throw new CommandRefused('This command works only on a pull request.');
    const version = `recheck ${asked.comment}`;
    await ports.lookAgain(newLook(asked.ref, { delivery: asked.delivery, urgency: 'person', force: true, version }));
    return { isDone: true };
  },
};
