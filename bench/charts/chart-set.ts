import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ChartCase, readChartCases, readCharts } from '../../scripts/helm/chart-case.ts';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import type { Chart, ChartFile } from '../../src/helm/chart/chart.ts';
import { HelmError } from '../../src/helm/chart/helm-error.ts';
import { clusterOf, readKubeVersion } from '../../src/helm/objects/capabilities.ts';
import { printRelease } from '../../src/helm/print-release.ts';
import { renderChart } from '../../src/helm/template.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import { generatedCharts, LARGE, SMALL } from './generated-charts.ts';

const FOLDER = '../shared/helm';
/** Of the real charts, the largest and one of the smallest. */
const REAL_LARGE = 'kube-prometheus-stack-88.5.3';
const REAL_SMALL = 'app-template-4.4.0';
/** What is shorter has no object in it, as a chart whose defaults make nothing. */
const OBJECT = 100;

/** A chart with what is given for it. */
export type BenchCase = Pick<
  ChartCase,
  'id' | 'chart' | 'values' | 'release' | 'namespace' | 'kubeVersion' | 'apiVersions' | 'includeCRDs' | 'skipSchema'
>;

/** What the bench renders. */
export interface ChartSet {
  readonly files: ReadonlyMap<string, readonly ChartFile[]>;
  readonly cases: readonly BenchCase[];
  readonly large: BenchCase;
  readonly small: BenchCase;
}

/** @returns every so-manieth case of the real charts beside the project; of generated ones where those are not there */
export function chartSet(every: number): ChartSet {
  const real = readChartCases(FOLDER);
  const files = real === undefined ? generatedFiles() : readCharts(FOLDER);
  const all = real ?? generatedCases();
  const printing = real?.filter(({ out = '' }) => out.length > OBJECT) ?? all;
  const caseOf = (chart: string): BenchCase => {
    const found = printing.find((each) => each.chart === chart);
    if (found === undefined) throw new Error(`no case is of the chart ${chart}`);
    return found;
  };
  return {
    files,
    cases: all.filter((_, index) => index % every === 0),
    large: caseOf(real === undefined ? LARGE : REAL_LARGE),
    small: caseOf(real === undefined ? SMALL : REAL_SMALL),
  };
}

function generatedFiles(): ChartSet['files'] {
  return new Map(generatedCharts().map(({ name, files }) => [name, files]));
}

function generatedCases(): readonly BenchCase[] {
  return generatedCharts().flatMap(({ name, values }) =>
    values.map((text, index) => ({
      ...{ id: `${name}/${index}`, chart: name, values: text, release: 'rel', namespace: 'apps' },
      ...{ kubeVersion: 'v1.34.0', apiVersions: [], includeCRDs: false, skipSchema: false },
    })),
  );
}

/** Renders a case and prints it, or finds why it cannot be. */
export function renderCase(chart: Chart, { values, kubeVersion, apiVersions, ...asked }: BenchCase): void {
  const outside = { now: () => new Time(1_700_000_000), random: (count: number) => randomBytes(count) };
  const cluster = clusterOf(readKubeVersion(kubeVersion), apiVersions);
  const { release: name, namespace, skipSchema: skipsSchemas } = asked;
  try {
    const rendered = renderChart(chart, readValues(values), { name, namespace, cluster, skipsSchemas, outside });
    printRelease(rendered, asked.includeCRDs);
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
  }
}

/** A case as files, by which Helm is asked. */
export interface CaseOnDisk {
  readonly chart: string;
  readonly values: string;
  /** Of `helm template`, behind these words, Helm's and ours. */
  readonly args: readonly string[];
  /** Helm's with what we do in any case: schemas that lead elsewhere are not followed. */
  readonly helmArgs: readonly string[];
}

/** Writes cases with their charts into a folder. */
export function writeCases(folder: string, { files }: ChartSet, cases: readonly BenchCase[]): readonly CaseOnDisk[] {
  for (const chart of new Set(cases.map((each) => each.chart))) {
    for (const { path, bytes } of files.get(chart) ?? []) write(join(folder, chart, path), bytes);
  }
  return cases.map((each, index) => {
    const values = join(folder, `values-${index}.yaml`);
    write(values, each.values);
    const chart = join(folder, each.chart);
    const named = ['-n', each.namespace, '--kube-version', each.kubeVersion, '-f', values];
    const versions = each.apiVersions.flatMap((version) => ['--api-versions', version]);
    const args = [each.release, chart, ...named, ...versions, ...(each.includeCRDs ? ['--include-crds'] : [])];
    return { chart, values, args, helmArgs: each.skipSchema ? [...args, '--skip-schema-validation'] : args };
  });
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
