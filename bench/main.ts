import '../src/cli/launch/optimize-later.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../test/report/browser.ts';
import { AGAINST_HELM, chartMeasures } from './charts/chart-measures.ts';
import { starts } from './cli/starts.ts';
import { discoveryMeasures } from './discovery/discovery-measures.ts';
import { drawCurves } from './draw-curves.ts';
import type { Findings } from './findings.ts';
import { measureFleets } from './fleet/measure-fleets.ts';
import { isMet } from './measure.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { interactionMeasures } from './page/interactions.ts';
import { performancePage } from './performance-page.ts';
import { regressions, toCommitted } from './regressions.ts';
import { releaseMeasures } from './releases/release-measures.ts';
import { growthCurves, growthMeasures } from './renderer/growth.ts';
import { wholeProcesses } from './renderer/whole-processes.ts';
import { maskingMeasures } from './secrets/masking.ts';
import { shapeMeasures } from './shapes/shape-measures.ts';
import { soundness } from './soundness.ts';
import { toText } from './to-text.ts';
import { yamlMeasures } from './yaml/reading.ts';

const NOTHING: Findings = { measures: [], pictures: [] };

process.exitCode = await main();

/** @returns 0; 1 where a goal is missed or a committed ratio got much worse; 64 for a wrong command line */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stderr.write(USAGE);
    return 64;
  }
  const { only, quick, write } = options;
  const fleets = only === undefined || only === 'fleets' ? await findFleets(options) : NOTHING;
  const roots = only === undefined || only === 'roots' ? await findRoots(options) : NOTHING;
  const yaml = only === undefined || only === 'yaml' ? yamlMeasures(quick ? 5 : 15) : [];
  const secrets = only === undefined || only === 'secrets' ? maskingMeasures(quick ? 5 : 15) : [];
  const discovery = only === undefined || only === 'discovery' ? findDiscovery(options) : [];
  const charts = only === undefined || only === 'charts' ? await findCharts(options) : [];
  const releases = only === 'releases' || write ? await findReleases() : [];
  const shapes = only === 'shapes' ? await findShapes(options) : [];
  const page = only === 'page' ? await findPage() : [];
  const named = [...yaml, ...secrets, ...charts, ...releases, ...shapes, ...page];
  const measures = [...fleets.measures, ...discovery, ...roots.measures, ...named];
  const findings = { measures, pictures: [...fleets.pictures, ...roots.pictures] };
  process.stdout.write(toText(measures));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(findings, undefined, 2)}\n`);
  if (options.record !== undefined) writeFileSync(options.record, toCommitted(measures));
  if (write) writePage('docs/reference', findings);
  // Without Go there is no Helm to compare with.
  const leftOut = charts.some(({ group }) => group === AGAINST_HELM) ? [] : [AGAINST_HELM];
  const worse = options.against === undefined ? [] : regressions(measures, options.against, leftOut);
  for (const line of worse) say(`worse: ${line}`);
  return worse.length === 0 && measures.every(isMet) ? 0 : 1;
}

async function findFleets({ quick }: Options): Promise<Findings> {
  const { measures, pictures } = await measureFleets(quick, say);
  say('the command line, as a process');
  const started = await starts(quick ? { help: 3, cold: 10, warm: 6 } : { help: 1.5, cold: 5, warm: 3 });
  say('random edits, by an engine that remembers and by one that does not');
  return { measures: [...measures, ...started, ...soundness(quick ? 1 : 20)], pictures };
}

function findDiscovery({ quick }: Options): Findings['measures'] {
  say('finding the clusters of 20,000 YAML files');
  return discoveryMeasures(quick ? 5 : 15);
}

async function findCharts({ quick }: Options): Promise<Findings['measures']> {
  say('charts, and Helm, which is built first where it is not here');
  // Few cases of many charts show little of what a chart that is loaded once saves.
  const measures = await chartMeasures(quick ? { every: 6, all: 0.5, cold: 20 } : { every: 1, all: 10, cold: 3.5 });
  if (measures.every(({ group }) => group !== AGAINST_HELM))
    say('  there is no Go here to build Helm with: charts are not compared');
  return measures;
}

async function findReleases(): Promise<Findings['measures']> {
  say('a fleet of releases, and flate, which is built first where it is not here: this takes minutes');
  const measures = await releaseMeasures();
  if (measures.length === 0) say('  there is no Go here, or nothing to build flate of: releases are not compared');
  return measures;
}

function findShapes({ quick, seed }: Options): Promise<Findings['measures']> {
  say('fleets of random shapes, and the real kustomize, which builds each root of both sides: this takes hours');
  return shapeMeasures(process.env.KUSTOMIZE ?? 'kustomize', { count: quick ? 3 : 100, seed }, say);
}

async function findPage(): Promise<Findings['measures']> {
  say('the page of a large fleet, in Chromium');
  if (findChromium() !== undefined) return interactionMeasures();
  say('  there is no Chromium here: set CHROMIUM to its path');
  return [];
}

async function findRoots({ quick }: Options): Promise<Findings> {
  say('growth of one root, each shape in a process of its own');
  const lines = growthCurves(quick, ({ name, points }) => {
    say(`  ${name}: ${points.map(({ size, seconds }) => `${size} in ${seconds.toFixed(2)} s`).join(', ')}`);
  });
  const deployments = quick ? 500 : 3000;
  say(`${deployments} Deployments by kubectl kustomize${quick ? '' : ': this takes minutes'}`);
  // The real kustomize takes the square of the size: a smaller root shows less of what it costs.
  const compared = await wholeProcesses(deployments, quick ? 2 : 15);
  const picture = {
    file: 'performance-renderer.svg',
    title: 'The time of a build, by the size of its root',
    across: 'objects in the root',
    told: 'Each line is a kind of root whose cost could grow differently.',
    lines,
  };
  return { measures: [...compared, ...growthMeasures(lines, quick ? 20 : 12)], pictures: [picture] };
}

function writePage(folder: string, findings: Findings): void {
  for (const picture of findings.pictures) writeFileSync(join(folder, picture.file), drawCurves(picture));
  writeFileSync(join(folder, 'performance.md'), performancePage(findings));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
