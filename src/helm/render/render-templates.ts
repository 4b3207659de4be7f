import type { Elsewhere } from '../../gotemplate/elsewhere/elsewhere.ts';
import { describeError } from '../../gotemplate/engine/describe-error.ts';
import { Engine } from '../../gotemplate/engine/engine.ts';
import { ParseError } from '../../gotemplate/parse/parse-error.ts';
import type { Budget } from '../../gotemplate/run/budget.ts';
import { ExecError } from '../../gotemplate/run/exec-error.ts';
import type { Watch } from '../../gotemplate/run/trail.ts';
import type { FunctionTable } from '../../gotemplate/value/value.ts';
import { GoMap } from '../../gotemplate/value/value.ts';
import { HelmError } from '../chart/helm-error.ts';
import type { HelmVersion } from '../chart/helm-version.ts';
import { VALUES } from '../values/table.ts';
import { baseName, type ChartTemplate } from './templates.ts';

/** What wants to know why templates write what they do. */
export interface RenderTrace {
  readonly watch: Watch;
  /** Told of the templates and the values before the first one runs. */
  started(templates: readonly ChartTemplate[], values: GoMap): void;
  /** Told of what a template has written. */
  rendered(path: string, text: string): void;
}

/** What is around a run beside its templates. */
export interface Around {
  readonly trace?: RenderTrace | undefined;
  readonly elsewhere?: Elsewhere | undefined;
  readonly budget?: Budget | undefined;
}

/**
 * @returns what each template writes, by its path; those whose name begins with `_` only define others: `render` of
 * Helm's pkg/engine
 * @throws HelmError where one cannot be parsed or fails; BudgetExceeded
 */
export function renderTemplates(
  templates: readonly ChartTemplate[],
  functions: FunctionTable,
  helm: HelmVersion,
  { trace, elsewhere, budget }: Around = {},
): ReadonlyMap<string, string> {
  const engine = new Engine({ functions, watch: trace?.watch, elsewhere, ...(budget === undefined ? {} : { budget }) });
  for (const { path, file } of templates) explained(path, helm, () => engine.parse(file));
  const written = new Map<string, string>();
  for (const { path, dot, basePath } of templates) {
    if (baseName(path).startsWith('_')) continue;
    const template = new GoMap(
      [
        ['Name', path],
        ['BasePath', basePath],
      ],
      VALUES,
    );
    dot.set('Template', template);
    const text = explained(path, helm, () => engine.render(path, dot));
    trace?.rendered(path, text);
    written.set(path, text);
  }
  return written;
}

function explained<T>(path: string, { major }: HelmVersion, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ParseError || error instanceof ExecError) {
      throw new HelmError(describeError(path, error, major === 3 ? 'as-it-is' : 'by-steps'));
    }
    throw error;
  }
}
