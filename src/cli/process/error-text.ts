import { problemLine, withFix } from '../../text/place-text.ts';
import { visibleLines } from '../../text/visible-text.ts';

/**
 * An error as the person at the terminal should read it: its sentence, without the stack.
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

/** @returns `apps/kustomization.yaml:4: the message; the fix` */
export function problemText(problem: Parameters<typeof problemLine>[0]): string {
  return visibleLines(problemLine(problem));
}

/** @returns a sentence and what to do about it, as the command line prints them: `reason; remedy` */
export function withRemedy({
  reason,
  remedy,
}: {
  readonly reason: string;
  readonly remedy: string | undefined;
}): string {
  return withFix(reason, remedy);
}
