import { BudgetExceeded } from '../gotemplate/value/go-error.ts';
import type { GoMap } from '../gotemplate/value/value.ts';
import type { Chart } from './chart/chart.ts';
import { processDependencies } from './dependencies/process.ts';
import type { Manifest } from './render/sort-manifests.ts';
import { type ReleaseOptions, type Rendered, renderChart } from './template.ts';
import { ChartTrace } from './trace/chart-trace.ts';
import { Documents } from './trace/documents.ts';
import { Explainer } from './trace/explainer.ts';
import { isSame, OTHERWISE } from './trace/is-same.ts';
import { Replay } from './trace/replay.ts';
import type { GivenValues, ObjectTrace } from './trace/trace-types.ts';
import { UsedValues } from './trace/used-values.ts';
import { ValueOrigins } from './trace/value-origins.ts';

/** What a chart becomes, and why. */
export interface TracedChart {
  readonly rendered: Rendered;
  /** Why nothing can be told of why; `undefined` where it can. */
  readonly problem: string | undefined;
  /** @returns why the fields of one of the manifests or hooks are as they are */
  explain(manifest: Manifest): ObjectTrace | undefined;
}

/**
 * Renders a chart twice: as it is rendered otherwise, and once more with everything watched. Where that comes out
 * otherwise, it explains nothing.
 *
 * @param values that were given for it, of which `given` tells who set each
 * @throws HelmError in Helm's words; BudgetExceeded where the templates do too much
 */
export function traceChart(
  chart: Chart,
  values: GoMap,
  options: Omit<ReleaseOptions, 'trace'>,
  given: GivenValues,
): TracedChart {
  const replay = new Replay(options.outside);
  const rendered = renderChart(chart, values, { ...options, outside: replay.recording });
  const nothing = (problem: string): TracedChart => ({ rendered, problem, explain: () => undefined });
  const trace = new ChartTrace();
  try {
    const traced = renderChart(chart, values, { ...options, outside: replay.playing(), trace });
    if (!isSame(rendered, traced)) return nothing(OTHERWISE);
  } catch (error) {
    if (error instanceof BudgetExceeded) return nothing(error.message);
    throw error;
  }
  const origins = new ValueOrigins(chart, processDependencies(chart, values), trace.values, given);
  const used = new UsedValues(origins, (root) => trace.builtIn(root));
  const explainer = new Explainer(new Documents(trace.texts, 'keeps'), used);
  return { rendered, problem: undefined, explain: (manifest) => explainer.explain(manifest) };
}
