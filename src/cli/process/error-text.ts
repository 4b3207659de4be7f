import { visibleLines } from '../../text/visible-text.ts';

/**
 * An error as the person at the terminal should read it: its sentence, without the stack, which is ours.
 *
 * @param isDebugging shows the stack, and what caused it
 */
export function errorText(error: unknown, isDebugging: boolean): string {
  if (!(error instanceof Error)) return `${visibleLines(String(error))}\n`;
  if (isDebugging) return `${visibleLines(error.stack ?? error.message)}\n${causeText(error.cause)}`;
  return `blast-radius: ${visibleLines(error.message)}\n`;
}

function causeText(cause: unknown): string {
  return cause === undefined ? '' : `caused by ${errorText(cause, true)}`;
}
