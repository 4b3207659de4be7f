import { code } from '../../text/escape.ts';
import type { Command } from './command.ts';

/** @returns the commands as a table */
export function helpText(commands: readonly Command[]): string {
  const rows = commands.map(
    ({ usage, summary, needs }) => `| ${code(usage)} | ${summary} | ${needs ?? 'as configured'} |`,
  );
  return ['| command | does | needs |', '| --- | --- | --- |', ...rows].join('\n');
}
