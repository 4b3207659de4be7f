import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An expression with what Helm makes of it. */
export interface Probe {
  readonly expr: string;
  readonly out?: string;
  readonly err?: string;
}

/** The chart that all expressions are in. */
export interface ProbeChart {
  readonly chartFiles: Readonly<Record<string, string>>;
  readonly release: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
}

/** What the data says of functions. */
export interface FunctionUses {
  readonly sprig: readonly string[];
  readonly go: readonly string[];
  readonly helm: readonly string[];
  /** How often each is used, and in how many charts. */
  readonly usage: Readonly<Record<string, readonly [number, number]>>;
}

/** @returns the expressions of a folder with their chart, or `undefined` where they are not there */
export function readProbes(
  folder: string,
): { readonly chart: ProbeChart; readonly probes: readonly Probe[] } | undefined {
  const path = join(folder, 'probes.jsonl');
  if (!existsSync(path)) return undefined;
  const [header = '{}', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const chart: ProbeChart = JSON.parse(header);
  return { chart, probes: lines.map((line): Probe => JSON.parse(line)) };
}

/** @returns the functions that Helm has, with their uses */
export function readFunctionUses(folder: string): FunctionUses {
  const uses: FunctionUses = JSON.parse(readFileSync(join(folder, 'functions.json'), 'utf8'));
  return uses;
}
