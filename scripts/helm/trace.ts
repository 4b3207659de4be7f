/**
 * Traces the charts of `../shared/helm` and prints how much of what they make is told of: `npm run trace:helm [-- text] [--vary]`.
 * Ends with 0 where every trace renders what the plain render does, 1 where one does not, 3 where the data is not there.
 */

import { randomBytes } from 'node:crypto';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import { clusterOf, readKubeVersion } from '../../src/helm/objects/capabilities.ts';
import { givenFiles } from '../../src/helm/trace/given-files.ts';
import type { FieldTrace } from '../../src/helm/trace/trace-types.ts';
import { traceChart } from '../../src/helm/trace-chart.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import { type ChartCase, readChartCases } from './chart-case.ts';
import { Chance } from './fuzz/chance.ts';
import { LoadedCharts } from './loaded-charts.ts';
import { type Outcome, varyValues } from './vary-values.ts';

const DATA = '../shared/helm';
/** Of so many cases values of one are changed. */
const EVERY = 4;
const outside = { now: () => new Time(1_700_000_000), random: (bytes: number) => randomBytes(bytes) };
const found = readChartCases(DATA);
if (found === undefined) {
  process.stdout.write(`The charts are not at ${DATA}: nothing was traced.\n`);
  process.exit(3);
}
const charts = new LoadedCharts(DATA);
const asked = process.argv.slice(2);
const varies = asked.includes('--vary');
const wanted = asked.find((each) => !each.startsWith('--')) ?? '';
const chance = new Chance(1);
const outcomes: Record<Outcome, number> = { follows: 0, gone: 0, fails: 0, named: 0, stays: 0 };
let turn = 0;
const counts = { cases: 0, fields: 0, placed: 0, included: 0, inner: 0, uses: 0, unknown: 0, dropped: 0, fail: 0 };
const lost = new Map<string, number>();
for (const each of found.filter(({ id }) => id.includes(wanted))) traceCase(each);
for (const [what, times] of [...lost].sort(([, a], [, b]) => b - a).slice(0, 40))
  process.stdout.write(`  ${times} ${what}\n`);
process.stdout.write(`${JSON.stringify(counts)}\n`);
if (varies) process.stdout.write(`${JSON.stringify(outcomes)}\n`);
process.exitCode = counts.dropped === 0 ? 0 : 1;

function traceCase(each: ChartCase): void {
  const chart = charts.load(each.chart);
  const { release: name, namespace, skipSchema: skipsSchemas } = each;
  const cluster = clusterOf(readKubeVersion(each.kubeVersion), each.apiVersions);
  const options = { name, namespace, cluster, skipsSchemas, outside };
  try {
    const values = readValues(each.values);
    const given = givenFiles([{ kind: 'file', file: 'values.yaml', text: each.values }]);
    const traced = traceChart(chart, values, options, given);
    counts.cases += 1;
    if (traced.problem !== undefined) {
      counts.dropped += 1;
      process.stdout.write(`${each.id}: ${traced.problem}\n`);
      return;
    }
    for (const manifest of [...traced.rendered.manifests, ...traced.rendered.hooks]) {
      for (const field of traced.explain(manifest)?.fields ?? []) count(each, manifest.path, field);
    }
    turn += 1;
    if (!varies || turn % EVERY !== 0) return;
    for (const { field, value, outcome } of varyValues({ chart, values, options, traced }, 5, chance)) {
      outcomes[outcome] += 1;
      if (outcome === 'stays' || outcome === 'fails')
        process.stdout.write(`  ${outcome} ${each.id} ${field} by ${value}\n`);
    }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'HelmError') throw error;
    counts.fail += 1;
  }
}

function count(each: ChartCase, path: string, field: FieldTrace): void {
  counts.fields += 1;
  if (field.place === undefined) note(`no place: ${each.chart} ${path} ${field.path}`);
  else counts.placed += 1;
  if (field.via.length > 0) counts.included += 1;
  if (field.via.length > 0 && field.place?.path.split('/').at(-1)?.startsWith('_')) counts.inner += 1;
  for (const value of [...field.values, ...field.conditions]) {
    counts.uses += 1;
    if (value.origin.kind !== 'unknown') continue;
    counts.unknown += 1;
    note(`unknown: ${each.chart} ${value.name} of ${value.chart}`);
  }
}

function note(what: string): void {
  lost.set(what, (lost.get(what) ?? 0) + 1);
}
