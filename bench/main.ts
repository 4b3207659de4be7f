import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWarm } from './cli/start-warm.ts';
import { drawCurves } from './draw-curves.ts';
import { compareFleets } from './fleet/compare-fleets.ts';
import { measureFleet, measureLargeFleet } from './fleet/measure-fleet.ts';
import { isMet, type Measure } from './measure.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { performancePage } from './performance-page.ts';
import { regressions, toCommitted } from './regressions.ts';
import { type Curve, growthCurves, growthMeasures } from './renderer/growth.ts';
import { wholeProcesses } from './renderer/whole-processes.ts';
import { toTable } from './to-table.ts';

const QUICK_GOALS = { coldProcess: 2, coldEngine: 5, incremental: 40 };

process.exitCode = await main();

/** @returns 0; 1 where a goal is missed or a committed ratio got much worse; 64 for a wrong command line */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stderr.write(USAGE);
    return 64;
  }
  const fleets = options.only === 'roots' ? [] : await measureFleets(options);
  const roots = options.only === 'fleets' ? { measures: [], curves: [] } : await measureRenderer(options);
  const { curves } = roots;
  const measures = [...fleets, ...roots.measures];
  process.stdout.write(toTable(measures));
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ measures, curves }, undefined, 2)}\n`);
  if (options.record !== undefined) writeFileSync(options.record, toCommitted(measures));
  if (options.write) writePage('docs', measures, curves);
  const worse = options.against === undefined ? [] : regressions(measures, options.against);
  for (const line of worse) say(`worse: ${line}`);
  return worse.length === 0 && measures.every(isMet) ? 0 : 1;
}

async function measureFleets({ quick }: Options): Promise<readonly Measure[]> {
  const size = quick ? { clusters: 5, apps: 10 } : { clusters: 20, apps: 50 };
  const large = quick ? { clusters: 20, apps: 20 } : { clusters: 200, apps: 100 };
  say(`a fleet of ${size.clusters} clusters × ${size.apps} apps`);
  // Starting costs what it costs: a small fleet shows less of what the real kustomize does.
  const goals = quick ? QUICK_GOALS : { coldProcess: 15, coldEngine: 25, incremental: 300 };
  const small = await measureFleet(size, goals);
  say(`one of ${large.clusters} clusters × ${large.apps} apps`);
  const { measures, times } = measureLargeFleet(large);
  const objects = (large.clusters * large.apps) / (size.clusters * size.apps);
  say('the command line, told of nothing new');
  return [
    ...small.measures,
    ...measures,
    ...compareFleets(small.times, times, objects),
    ...(await startWarm(quick ? 6 : 3)),
  ];
}

async function measureRenderer({ quick }: Options) {
  say('growth of one root, each shape in a process of its own');
  const curves = growthCurves(quick, ({ name, points }) => {
    say(`  ${name}: ${points.map(({ size, seconds }) => `${size} in ${seconds.toFixed(2)} s`).join(', ')}`);
  });
  const deployments = quick ? 500 : 3000;
  say(`${deployments} Deployments by kubectl kustomize${quick ? '' : ': this takes minutes'}`);
  // The real kustomize takes the square of the size: a smaller root shows less of what it costs.
  const compared = await wholeProcesses(deployments, quick ? 2 : 15);
  return { measures: [...compared, ...growthMeasures(curves, quick ? 20 : 12)], curves };
}

function writePage(folder: string, measures: readonly Measure[], curves: readonly Curve[]): void {
  const title = 'Seconds to build one root, by objects';
  writeFileSync(join(folder, 'performance-renderer.svg'), drawCurves(title, curves));
  const picture = { file: 'performance-renderer.svg', alt: `${title}; the dashed line is proportional cost` };
  writeFileSync(join(folder, 'performance.md'), performancePage(measures, [picture]));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
