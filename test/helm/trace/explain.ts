import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { GoMap } from '../../../src/gotemplate/value/value.ts';
import { loadFolder } from '../../../src/helm/load/load-folder.ts';
import { type GivenLayer, givenFiles } from '../../../src/helm/trace/given-files.ts';
import { traceText } from '../../../src/helm/trace/trace-text.ts';
import { traceChart } from '../../../src/helm/trace-chart.ts';
import { mergeMaps, readValues } from '../../../src/helm/values/read-values.ts';
import { setValues } from '../../../src/helm/values/set-values.ts';
import { type Files, filesOf } from '../render.ts';

/** The fewest files that make a chart. */
export const CHART = { 'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.2.3\nappVersion: "4.5"\n' };

/**
 * @param given files of values and options, in their order
 * @returns why the fields of every object of a chart are as they are, each line with one space for many
 */
export function explain(files: Files, ...given: readonly GivenLayer[]): string {
  let values = new GoMap();
  for (const layer of given) {
    if (layer.kind === 'file') values = mergeMaps(values, readValues(layer.text));
    else setValues(values, layer.text, layer.values);
  }
  const chart = loadFolder(filesOf(files));
  let seed = 0;
  const {
    rendered,
    problem,
    explain: why,
  } = traceChart(
    chart,
    values,
    {
      name: 'rel',
      namespace: 'apps',
      outside: { now: () => new Time(0), random: (count) => new Uint8Array(count).fill(++seed) },
    },
    givenFiles(given),
  );
  if (problem !== undefined) return problem;
  const traces = [...rendered.manifests, ...rendered.hooks].flatMap((manifest) => why(manifest) ?? []);
  return traces
    .map((trace) => traceText(trace))
    .join('\n')
    .replace(/(\S) {2,}/g, '$1  ')
    .replace(/^(?:apiVersion|kind).*\n/gm, '');
}

/** @returns what is told of one field, its own line first */
export function explainField(field: string, files: Files, ...given: readonly GivenLayer[]): readonly string[] {
  const lines = explain(files, ...given).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`  ${field}: `));
  if (start < 0) return lines;
  const behind = lines.slice(start + 1).findIndex((line) => !line.startsWith('      '));
  return lines.slice(start, start + 1 + behind).map((line) => line.trim());
}

/** A file of values. */
export function file(text: string, name = 'my.yaml'): GivenLayer {
  return { kind: 'file', file: name, text };
}
