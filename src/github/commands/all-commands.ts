import { code } from '../../text/escape.ts';
import { acknowledge } from './acknowledge.ts';
import { approve } from './approve.ts';
import { compareCommand } from './compare.ts';
import { demoteCommand } from './demote.ts';
import { explainCommand } from './explain.ts';
import { override } from './override.ts';
import { promoteCommand } from './promote.ts';
import { recheck } from './recheck.ts';
import type { Command } from './run/command.ts';
import { unapprove } from './unapprove.ts';
import { whereCommand } from './where.ts';

const help: Command = {
  name: 'help',
  usage: '/help',
  summary: 'lists the commands',
  needs: 'read',
  flags: [],
  words: { least: 0, most: 5 },
  run: async () => ({ isDone: true, text: helpText() }),
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
  acknowledge,
  override,
  recheck,
  help,
];

/** @returns the commands as a table, in Markdown */
function helpText(): string {
  const rows = commands.map(
    ({ usage, summary, needs }) => `| ${code(usage)} | ${summary} | ${needs ?? 'as configured'} |`,
  );
  return ['| command | does | needs |', '| --- | --- | --- |', ...rows].join('\n');
}
