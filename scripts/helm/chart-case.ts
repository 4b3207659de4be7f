import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ChartFile } from '../../src/helm/chart/chart.ts';
import { readTar } from '../../src/helm/load/read-tar.ts';

/** A chart with values, and what `helm template` makes of it. */
export interface ChartCase {
  readonly id: string;
  readonly chart: string;
  /** As YAML. */
  readonly values: string;
  readonly release: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  readonly includeCRDs: boolean;
  readonly skipSchema: boolean;
  readonly rc: number;
  readonly out?: string;
  readonly err?: string;
  readonly deterministic: boolean;
  /** Lines of `out`, counted from 0, that differ from run to run. */
  readonly nondetLines?: readonly number[];
}

/** @returns the cases of a folder, or `undefined` where they are not there */
export function readChartCases(folder: string): readonly ChartCase[] | undefined {
  return readLines(join(folder, 'corpus.jsonl.gz'), (line): ChartCase => JSON.parse(line));
}

function readLines<T>(path: string, read: (line: string) => T): readonly T[] | undefined {
  if (!existsSync(path)) return undefined;
  return gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n').map(read);
}

/** A chart case as helm-controller renders it. */
export interface ReleaseCase {
  /** Of the chart case. */
  readonly id: string;
  readonly manifest?: string;
  readonly hooks?: readonly HookCase[] | null;
  readonly err?: string;
}

/** A hook as helm-controller keeps it. */
export interface HookCase {
  readonly path: string;
  readonly manifest: string;
  readonly events: readonly string[];
  readonly weight: number;
}

/** @returns the cases of a folder, or `undefined` where they are not there */
export function readReleaseCases(folder: string): readonly ReleaseCase[] | undefined {
  return readLines(join(folder, 'controller.jsonl.gz'), (line): ReleaseCase => JSON.parse(line));
}

/** @returns the files of each chart, by the chart's folder */
export function readCharts(folder: string): ReadonlyMap<string, readonly ChartFile[]> {
  const charts = new Map<string, ChartFile[]>();
  for (const { path, bytes } of readTar(
    gunzipSync(readFileSync(join(folder, 'charts.tar.gz'))),
    Number.POSITIVE_INFINITY,
  )) {
    const cut = path.indexOf('/');
    const name = path.slice(0, cut);
    const files = charts.get(name) ?? [];
    files.push({ path: path.slice(cut + 1), bytes });
    charts.set(name, files);
  }
  return charts;
}
