/** Renders a chart with one hostile template, and prints as JSON what came of it and what it took: `render-one.js NAME`. */
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { loadFolder } from '../../../src/helm/load/load-folder.ts';
import { printRelease } from '../../../src/helm/print-release.ts';
import { renderChart } from '../../../src/helm/template.ts';
import { readValues } from '../../../src/helm/values/read-values.ts';
import { HOSTILE_TEMPLATES } from './hostile-templates.ts';

const files = {
  'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'templates/a.yaml': HOSTILE_TEMPLATES[process.argv[2] ?? ''] ?? '',
  'file.txt': 'line\n'.repeat(20_000),
};
const outside = { now: () => new Time(0), random: (bytes: number) => new Uint8Array(bytes) };
const before = process.cpuUsage();
const result = render();
const { user, system } = process.cpuUsage(before);
const memory = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ result, seconds: (user + system) / 1e6, memory }));

function render(): string {
  try {
    const entries = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
    const chart = loadFolder(entries, () => []);
    const values = readValues('t: "{{ tpl .Values.t . }}"');
    return `${printRelease(renderChart(chart, values, { name: 'rel', namespace: 'apps', outside }), true).length} characters`;
  } catch (error) {
    if (error instanceof Error && (error.name === 'HelmError' || error.name === 'BudgetExceeded'))
      return error.message.slice(0, 80).replaceAll('\n', ' ');
    return `NO NAMED PROBLEM: ${String(error)}`;
  }
}
