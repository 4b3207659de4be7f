import { problemLine } from '../report/problem-line.ts';
import { visibleLines } from '../report/visible-text.ts';

/** @returns `apps/kustomization.yaml:4: the message; the fix` */
export function problemText(problem: Parameters<typeof problemLine>[0]): string {
  return visibleLines(problemLine(problem));
}
