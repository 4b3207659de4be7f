import type { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { HOSTILE_CHARTS } from '../../../scripts/helm/hostile/hostile-charts.ts';
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { BudgetExceeded } from '../../../src/gotemplate/value/go-error.ts';
import { GoMap } from '../../../src/gotemplate/value/value.ts';
import { HelmError } from '../../../src/helm/chart/helm-error.ts';
import { loadChart } from '../../../src/helm/load/load-chart.ts';
import { unpackChart } from '../../../src/helm/load/unpack-chart.ts';
import { renderChart } from '../../../src/helm/template.ts';
import { cpuSeconds, HOSTILE_SECONDS } from '../../cpu-seconds.ts';

/** @returns what is said of a chart, empty where it renders */
function problemOf(archive: Buffer): string {
  const outside = { now: () => new Time(0), random: (bytes: number) => new Uint8Array(bytes) };
  try {
    const chart = loadChart(unpackChart(archive));
    renderChart(chart, new GoMap(), { name: 'rel', namespace: 'apps', outside });
    return '';
  } catch (error) {
    if (error instanceof HelmError || error instanceof BudgetExceeded) return error.message;
    throw error;
  }
}

test.each([
  ['archives within archives', /nested more than 32 deep$/],
  ['archives side by side', /larger than the maximum size/],
  ['a chart at the limit', /^$/],
  ['templates above the limit', /^the templates of the chart are larger than 33554432 bytes$/],
  ['a dependency of itself', /^$/],
  ['aliases of charts that double', /more than 400 charts$/],
  ['many aliases', /more than 400 charts$/],
  ['a long version', /^Chart.yaml is too large$/],
  ['deep values', /nested deeper than 200 levels/],
  ['huge values', /too large, at values.yaml$/],
  ['many values', /too large, at values.yaml$/],
  ['values that are imported often', /imports too many values/],
  ['aliases in values', /aliases expand this to more than 200000 nodes/],
  ['aliases of maps in values', /aliases expand this to more than 200000 nodes/],
  ['merged values', /aliases expand this to more than 200000 nodes/],
  ['a huge schema', /too large, at values.schema.json$/],
  ['a deep schema', /^the schemas of the chart are nested too deep$/],
  ['a schema that doubles', /^the schemas of the chart take too many steps$/],
  ['a schema of many enums', /^the schemas of the chart take too many steps$/],
  ['a schema of patterns', /^the schemas of the chart take too many steps$/],
  ['tpl of tpl', /nested too deep$/],
  ['keys in loops of many charts', /do too much$/],
])('%s: a problem that has a name, soon', (name, problem) => {
  const archive = HOSTILE_CHARTS[name]?.();
  if (archive === undefined) throw new Error(`there is no chart ${name}`);
  const seconds = cpuSeconds(() => expect(problemOf(archive)).toMatch(problem));
  expect(seconds).toBeLessThan(HOSTILE_SECONDS);
});
