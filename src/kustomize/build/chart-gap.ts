import { joinPath } from '../../tree/objects/paths.ts';
import { lineOf, Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { BuildProblem } from '../model/problem.ts';

/** Charts that a kustomization asks for, which nothing here renders. */
export interface AskedCharts {
  /** `helmCharts`, or the name of a plugin. */
  readonly field: string;
  /** One of them, or a list. */
  readonly node: Node;
  /** The file that asks for them. */
  readonly path: string;
}

const FIX = 'Install the chart with a HelmRelease, or commit the rendered manifests.';

/** @returns that a build fails by charts, as it does in Flux */
export function refusedCharts({ field, node, path }: AskedCharts): BuildProblem {
  const message = `${field}: Helm charts are not rendered here, and Flux refuses them too`;
  return { code: 'helm-chart', message, path, line: lineOf(node), fix: FIX };
}

/** @returns that what charts make is not known, where something renders them that is not Flux */
export function unknownCharts({ field, node, path }: AskedCharts): BuildProblem {
  const names = chartsIn(node).map((chart) => `"${nameOf(chart)}"`);
  const what = names.length === 1 ? `the chart ${names.join()} makes` : `the charts ${names.join(', ')} make`;
  const message = `${field}: what ${what} is not known, as Helm charts are not rendered here`;
  return { code: 'helm-chart', message, path, line: lineOf(node) };
}

/**
 * @param home `helmGlobals.chartHome`
 * @returns the files and directories of the repository that charts are made of, as far as they are there: values, and the
 *   chart itself
 * @see kustomize api/internal/builtins HelmChartInflationGenerator
 */
export function filesOfCharts(node: Node, directory: string, home: string): readonly string[] {
  const files = chartsIn(node).flatMap((chart) => {
    const [name, version] = [nameOf(chart), textAt(chart, 'version') || textAt(chart, 'chartVersion')];
    const charts = textAt(chart, 'chartHome') || home || 'charts';
    const more = chart.get('additionalValuesFiles');
    const values = [chart.get('valuesFile'), chart.get('values'), ...(more instanceof Sequence ? more.items : [])];
    const named = values.flatMap((each) => (each instanceof Scalar && !each.text.includes('\n') ? [each.text] : []));
    return [...named, `${charts}/${name}`, `${charts}/${name}-${version}`];
  });
  return files.flatMap((file) => joinPath(directory, file) ?? []);
}

function chartsIn(node: Node): readonly Mapping[] {
  const all = node instanceof Sequence ? node.items : [node];
  return all.filter((each) => each instanceof Mapping);
}

function nameOf(chart: Mapping): string {
  return textAt(chart, 'chartName') || textAt(chart, 'name');
}
