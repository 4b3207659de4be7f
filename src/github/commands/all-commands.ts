import { approve } from './approve.ts';
import type { Command } from './command.ts';
import { compareCommand } from './compare.ts';
import { demoteCommand } from './demote.ts';
import { explainCommand } from './explain.ts';
import { helpText } from './help-text.ts';
import { override } from './override.ts';
import { promoteCommand } from './promote.ts';
import { recheck } from './recheck.ts';
import { unapprove } from './unapprove.ts';
import { whereCommand } from './where.ts';

const help: Command = {
  name: 'help',
  usage: '/help',
  summary: 'lists the commands',
  needs: 'read',
  flags: [],
  words: { least: 0, most: 5 },
  run: async () => ({ isDone: true, text: helpText(commands) }),
};

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  promoteCommand,
  demoteCommand,
  whereCommand,
  explainCommand,
  compareCommand,
  approve,
  unapprove,
  override,
  recheck,
  help,
];
