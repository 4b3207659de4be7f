import { randomBytes } from 'node:crypto';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import type { Chart } from '../../src/helm/chart/chart.ts';
import { clusterOf, readKubeVersion } from '../../src/helm/objects/capabilities.ts';
import { printRelease } from '../../src/helm/print-release.ts';
import { renderChart } from '../../src/helm/template.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import { type ChartCase, readChartCases } from './chart-case.ts';
import { compareRelease } from './compare-release.ts';
import { LoadedCharts } from './loaded-charts.ts';

const outside = { now: () => new Time(Math.floor(Date.now() / 1000)), random: (bytes: number) => randomBytes(bytes) };

/**
 * Renders the charts of a folder and prints how many become what Helm makes of them.
 *
 * @param wanted part of the names of the cases to run
 * @returns whether all do
 */
export function conformCharts(folder: string, wanted: string): boolean {
  const cases = (readChartCases(folder) ?? []).filter(({ id }) => id.includes(wanted));
  const charts = new LoadedCharts(folder);
  let spent = 0;
  let equal = 0;
  const different = cases.filter((each) => {
    const chart = charts.load(each.chart);
    const start = performance.now();
    const ours = render(chart, each);
    spent += performance.now() - start;
    if (ours.out !== undefined && ours.out === each.out) equal += 1;
    const difference = differenceOf(ours, each);
    if (difference !== undefined) process.stdout.write(`FAILED ${each.id}\n  ${difference}\n`);
    return difference !== undefined;
  });
  const passed = cases.length - different.length;
  process.stdout.write(
    `${passed} of ${cases.length} cases of charts become what Helm makes of them, ${equal} byte for byte, in ${Math.round(spent)} ms\n`,
  );
  return different.length === 0;
}

interface Answer {
  readonly out?: string;
  readonly err?: string;
}

function render(chart: Chart, each: ChartCase): Answer {
  try {
    const cluster = clusterOf(readKubeVersion(each.kubeVersion), each.apiVersions);
    const { release: name, namespace, skipSchema: skipsSchemas } = each;
    // The answers are those of Helm 4.2.1.
    const options = { name, namespace, cluster, skipsSchemas, outside, splitting: 'trims' } as const;
    const rendered = renderChart(chart, readValues(each.values), options);
    return { out: printRelease(rendered, each.includeCRDs) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { err: error.name === 'HelmError' ? error.message : (error.stack ?? error.message) };
  }
}

function differenceOf(ours: Answer, { rc, out = '', err = '', nondetLines = [] }: ChartCase): string | undefined {
  if (rc !== 0) {
    const theirs = messageOf(err);
    return sorted(ours.err?.trim() ?? '') === sorted(theirs)
      ? undefined
      : `error ${theirs}, ours ${ours.err ?? 'none'}`;
  }
  return ours.out === undefined ? `ours fails: ${ours.err}` : compareRelease(ours.out, out, nondetLines);
}

/** Helm leaves to chance in which order it tells what does not meet a schema. */
function sorted(message: string): string {
  return message.startsWith("values don't meet") ? message.split('\n').sort().join('\n') : message;
}

/** Without the log before it and the advice behind it. */
function messageOf(err: string): string {
  const start = err.indexOf('Error: ');
  return err
    .slice(start + 'Error: '.length)
    .replace(/\n\nUse --debug flag[\s\S]*$/, '')
    .trim();
}
