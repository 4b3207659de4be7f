/**
 * Runs the expressions, charts and releases of `../shared/helm` and prints how many give what Helm and helm-controller give:
 * `npm run conformance:helm [-- text]`.
 * Ends with 0 where all do, 1 where one does not, 3 where the data is not there.
 */

import { randomBytes } from 'node:crypto';
import { describeError } from '../../src/gotemplate/engine/describe-error.ts';
import { Engine } from '../../src/gotemplate/engine/engine.ts';
import { helmFunctions, NO_CLUSTER } from '../../src/gotemplate/engine/helm-functions.ts';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import { outsideFunctions } from '../../src/gotemplate/functions/outside.ts';
import { FUNCTIONS } from '../../src/gotemplate/functions/table.ts';
import { conformCharts } from './conform-charts.ts';
import { conformReleases } from './conform-releases.ts';
import { type Probe, type ProbeChart, readFunctionUses, readProbes } from './probe.ts';
import { dotOf } from './probe-values.ts';

const DATA = '../shared/helm';
const TEMPLATE = 'probe/templates/t.txt';

const outside = { now: () => new Time(Math.floor(Date.now() / 1000)), random: (bytes: number) => randomBytes(bytes) };
const functions = new Map([...FUNCTIONS, ...outsideFunctions(outside), ...helmFunctions(NO_CLUSTER)]);
const found = readProbes(DATA);
if (found === undefined) {
  process.stdout.write(`The conformance data is not at ${DATA}: nothing was compared.\n`);
  process.exit(3);
}
const { chart, probes } = found;
const [wanted = ''] = process.argv.slice(2);
const failed = probes.filter((probe) => probe.expr.includes(wanted) && !holds(probe));
process.stdout.write(`${probes.length - failed.length} of ${probes.length} expressions give what Helm gives\n`);
reportFunctions();
const chartsConform = conformCharts(DATA, wanted);
const releasesConform = conformReleases(DATA, wanted);
process.exitCode = failed.length === 0 && chartsConform && releasesConform ? 0 : 1;

function holds(probe: Probe): boolean {
  const ours = evaluate(chart, probe.expr);
  const theirs = probe.err === undefined ? { out: probe.out ?? '' } : { err: probe.err };
  if (ours.out === theirs.out && ours.err === theirs.err) return true;
  process.stdout.write(`FAILED ${probe.expr}\n  Helm: ${show(theirs)}\n  ours: ${show(ours)}\n`);
  return false;
}

function show({ out, err }: { readonly out?: string; readonly err?: string }): string {
  return err === undefined ? JSON.stringify(out) : `error ${JSON.stringify(err)}`;
}

function evaluate(around: ProbeChart, text: string): { readonly out?: string; readonly err?: string } {
  const engine = new Engine({ functions });
  try {
    engine.parse({ name: 'probe/templates/other.txt', text: around.chartFiles['templates/other.txt'] ?? '' });
    engine.parse({ name: TEMPLATE, text });
    return { out: engine.render(TEMPLATE, dotOf(around, TEMPLATE)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { err: describeError(TEMPLATE, error) };
  }
}

function reportFunctions(): void {
  const uses = readFunctionUses(DATA);
  const names = [...new Set([...uses.go, ...uses.sprig, ...uses.helm])];
  const missing = names.filter((name) => !functions.has(name) && name !== 'include' && name !== 'tpl');
  const used = missing.filter((name) => (uses.usage[name]?.[0] ?? 0) > 0);
  process.stdout.write(
    `${names.length - missing.length} of ${names.length} functions are there` +
      `${missing.length === 0 ? '' : `; not ${missing.join(', ')} (of them in real charts: ${used.join(', ')})`}\n`,
  );
}
