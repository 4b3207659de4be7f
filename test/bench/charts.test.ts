import { expect, test } from '@jest/globals';
import { cpuOf } from '../../bench/charts/cpu-of.ts';
import { generatedCharts, valuesOf } from '../../bench/charts/generated-charts.ts';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import { loadFolder } from '../../src/helm/load/load-folder.ts';
import { renderChart } from '../../src/helm/template.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import { textAt } from '../../src/yaml/node/node-at.ts';

test.each(generatedCharts())(
  'the bench renders what it says: three objects for each component of $name',
  ({ name, files }) => {
    const chart = loadFolder(files);
    const rendered = renderChart(chart, readValues(valuesOf(3)), {
      ...{ name: 'rel', namespace: 'apps' },
      outside: { now: () => new Time(0), random: (count) => new Uint8Array(count) },
    });
    const components = Number(name.replace('generated-', ''));
    expect(rendered.manifests.map(({ kind }) => kind).sort()).toEqual(
      ['ConfigMap', 'Deployment', 'Service'].flatMap((kind) => Array.from({ length: components }, () => kind)),
    );
    const [deployment] = rendered.manifests.filter(({ kind }) => kind === 'Deployment');
    expect(deployment?.node && textAt(deployment.node, 'spec', 'replicas')).toBe('3');
  },
);

test('the CPU of commands is that of all of them, whether they fail or not', () => {
  const busy = [
    process.execPath,
    '-e',
    "const end = process.cpuUsage().user + 5e4; while (process.cpuUsage().user < end); process.exit(1) // it's",
  ];
  expect(cpuOf([busy, busy])).toBeGreaterThan(0.1);
  expect(cpuOf([['true']])).toBeLessThan(0.2);
});
