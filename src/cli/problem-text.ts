import { visibleLines } from '../report/visible-text.ts';

/** @returns `apps/kustomization.yaml:4: the message; the fix` */
export function problemText(problem: {
  readonly message: string;
  readonly path?: string | undefined;
  readonly line?: number | undefined;
  readonly fix?: string | undefined;
}): string {
  const { message, path, line, fix } = problem;
  const place = path === undefined ? '' : `${path}${line === undefined ? '' : `:${line}`}: `;
  return visibleLines(`${place}${message}${fix === undefined ? '' : `; ${fix}`}`);
}
