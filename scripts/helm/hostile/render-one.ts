/** Renders the chart of an archive, and prints as JSON what came of it and what it took: `render-one.js FILE`. */
import { readFileSync } from 'node:fs';
import { openChart } from '../../../src/disk/open-chart.ts';
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { GoMap } from '../../../src/gotemplate/value/value.ts';
import { printRelease } from '../../../src/helm/print-release.ts';
import { renderChart } from '../../../src/helm/template.ts';

const outside = { now: () => new Time(0), random: (bytes: number) => new Uint8Array(bytes) };
const before = process.cpuUsage();
const result = render(process.argv[2] ?? '');
const { user, system } = process.cpuUsage(before);
// Of this program alone: what maxRSS tells is also of the one that started it.
const memory = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
process.stdout.write(JSON.stringify({ result, seconds: (user + system) / 1e6, memory }));

function render(file: string): string {
  try {
    const rendered = renderChart(openChart(file), new GoMap(), { name: 'rel', namespace: 'apps', outside });
    return `${printRelease(rendered, true).length} characters`;
  } catch (error) {
    if (error instanceof Error && (error.name === 'HelmError' || error.name === 'BudgetExceeded'))
      return error.message.slice(0, 80).replaceAll('\n', ' ');
    return `NO NAMED PROBLEM: ${String(error)}`;
  }
}
