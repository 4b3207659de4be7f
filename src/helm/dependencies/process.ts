import type { GoMap } from '../../gotemplate/value/value.ts';
import { onceWhile } from '../../memo/by-value.ts';
import type { Chart } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { type HelmVersion, NEWEST_HELM } from '../chart/helm-version.ts';
import { enableDependencies } from './enable.ts';
import { importValues } from './import-values.ts';

/**
 * @param values what was given for the chart
 * @returns the chart with the dependencies that are on, and with what it imports from them: `ProcessDependencies` of
 * Helm's pkg/chart/v2/util. To process a chart twice, as helm-controller does, is not the same as once.
 * @throws HelmError
 */
export function processDependencies(chart: Chart, values: GoMap, helm: HelmVersion = NEWEST_HELM): Chart {
  const enabled = enableDependencies(chart, values, helm);
  return importedWhile(chart, [helm, JSON.stringify(standingIn(enabled))], () => importValues(enabled, helm));
}

/** What is imported hangs on a chart's own values alone, and on which charts in it are on: mostly the same ones. */
const importedWhile = onceWhile<Chart, Chart>();

/** The names of the dependencies that were left, and the same of each of them. */
type Standing = readonly [readonly string[] | null, readonly Standing[]];

function standingIn({ metadata, dependencies }: Chart): Standing {
  return [metadata.dependencies?.map(({ name }) => name) ?? null, dependencies.map(standingIn)];
}

/** @throws HelmError where a dependency that the chart names is not in it: `CheckDependencies` of Helm's pkg/action */
export function checkDependencies(chart: Chart): void {
  const there = new Set(chart.dependencies.map(({ metadata }) => metadata.name));
  const missing = (chart.metadata.dependencies ?? []).map(({ name }) => name).filter((name) => !there.has(name));
  if (missing.length === 0) return;
  throw new HelmError(`found in Chart.yaml, but missing in charts/ directory: ${missing.join(', ')}`);
}
