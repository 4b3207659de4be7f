import type { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart } from '../../helm/chart/chart.ts';
import type { ReleaseOptions } from '../../helm/template.ts';
import { type GivenLayer, givenFiles } from '../../helm/trace/given-files.ts';
import { traceText } from '../../helm/trace/trace-text.ts';
import { traceChart } from '../../helm/trace-chart.ts';
import { nearest } from '../../text/nearest.ts';
import { cannotTell, usageError } from '../process/cli-error.ts';

/** What somebody wants to know of a chart. */
interface Question {
  /** What was given for the chart, in its order. */
  readonly layers: readonly GivenLayer[];
  /** `Kind/name`, or `Kind/name:spec.replicas` */
  readonly asked: string;
}

/**
 * @returns why the fields of an object are as they are
 * @throws CliError where there is no such object or field, or nothing can be told; HelmError, BudgetExceeded
 */
export function explainChart(
  chart: Chart,
  values: GoMap,
  release: ReleaseOptions,
  { layers, asked }: Question,
): string {
  const [object = '', field = ''] = splitOnce(asked);
  const { rendered, problem, explain } = traceChart(chart, values, release, givenFiles(layers));
  if (problem !== undefined) throw cannotTell(problem);
  const all = [...rendered.manifests, ...rendered.hooks].map((manifest) => ({
    manifest,
    name: `${manifest.kind}/${manifest.name}`,
  }));
  const wanted = all.filter(({ name }) => name.toLowerCase() === object.toLowerCase());
  if (wanted.length === 0)
    throw usageError(
      `the chart makes no ${object}${didYouMean(
        object,
        all.map(({ name }) => name),
      )}`,
    );
  const traces = wanted.flatMap(({ manifest }) => explain(manifest) ?? []);
  const paths = traces.flatMap(({ fields }) => fields.map(({ path }) => path));
  if (
    field !== '' &&
    !paths.some((path) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`))
  ) {
    throw usageError(`${object} has no field ${field}${didYouMean(field, paths)}`);
  }
  return traces.map((trace) => traceText(trace, field)).join('\n');
}

function splitOnce(asked: string): readonly string[] {
  const at = asked.indexOf(':');
  return at < 0 ? [asked] : [asked.slice(0, at), asked.slice(at + 1)];
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? '' : `; did you mean ${near}?`;
}
