import '../../src/cli/launch/optimize-later.ts';
import type * as v from 'valibot';
import { loadFolder } from '../../src/helm/load/load-folder.ts';
import { type BenchCase, chartSet, renderCase } from './chart-set.ts';
import type { ChartTimesSchema } from './chart-times.ts';
import { generatedCharts, SMALL, valuesOf } from './generated-charts.ts';

// A process of its own: `time-charts all EVERY`, `time-charts large` or `time-charts releases` prints what that takes.
const [part = '', every = '1'] = process.argv.slice(2);
const PARTS: Readonly<Record<string, () => Omit<Times, 'megabytes'>>> = { all, large, releases };
const ROUNDS = 20;
/** Of releases that are counted, so many were rendered before. */
const WARM_UPS = 500;
const RELEASE: Omit<BenchCase, 'values'> = {
  ...{ id: SMALL, chart: SMALL, release: 'rel', namespace: 'apps', kubeVersion: 'v1.34.0' },
  ...{ apiVersions: [], includeCRDs: false, skipSchema: false },
};

type Times = v.InferOutput<typeof ChartTimesSchema>;

const times = PARTS[part]?.();
if (times === undefined) throw new Error(`no part ${part}`);
const answer: Times = { ...times, megabytes: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(answer));

/**
 * All of this process but getting the data of the bench into memory: Node's start, loading the charts, rendering. Then what is
 * kept, and what is kept after all again.
 */
function all(): Omit<Times, 'megabytes'> {
  const began = cpu();
  const { cases, files } = chartSet(Number(every));
  const read = cpu() - began;
  const names = [...new Set(cases.map(({ chart }) => chart))];
  const charts = new Map(names.map((name) => [name, loadFolder(files.get(name) ?? [])]));
  const renderAll = () => {
    for (const each of cases) {
      const chart = charts.get(each.chart);
      if (chart !== undefined) renderCase(chart, each);
    }
  };
  renderAll();
  const seconds = cpu() - read;
  const first = retained();
  renderAll();
  return { seconds: [seconds], retained: [first, retained()] };
}

/** The largest chart, warm. */
function large(): Omit<Times, 'megabytes'> {
  const { large: each, files } = chartSet(1);
  const chart = loadFolder(files.get(each.chart) ?? []);
  const rounds = () => {
    const before = cpu();
    for (let round = 0; round < ROUNDS; round++) renderCase(chart, each);
    return (cpu() - before) / ROUNDS;
  };
  rounds();
  return { seconds: [rounds()], retained: [] };
}

/** Ten releases of a small chart, each with other values, and a thousand. */
function releases(): Omit<Times, 'megabytes'> {
  const chart = loadFolder(generatedCharts().find(({ name }) => name === SMALL)?.files ?? []);
  let next = 0;
  const render = (count: number) => {
    const before = cpu();
    for (let release = 0; release < count; release++) {
      const values = valuesOf(next++);
      renderCase(chart, { ...RELEASE, values });
    }
    return cpu() - before;
  };
  render(WARM_UPS);
  // So few take less than the clock tells apart, so they are rendered ten times over.
  const few = render(100) / 10;
  return { seconds: [few, render(1000)], retained: [] };
}

/** @returns the seconds that this process has used so far, garbage collection included */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** @returns the megabytes that are in use once garbage is collected */
function retained(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}
