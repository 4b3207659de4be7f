import { problemLine } from '../../report/words/problem-line.ts';
import { visibleLines } from '../../text/visible-text.ts';

/** @returns `apps/kustomization.yaml:4: the message; the fix` */
export function problemText(problem: Parameters<typeof problemLine>[0]): string {
  return visibleLines(problemLine(problem));
}
