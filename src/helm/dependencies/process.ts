import type { GoMap } from '../../gotemplate/value/value.ts';
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
  return importValues(enableDependencies(chart, values, helm), helm);
}

/** @throws HelmError where a dependency that the chart names is not in it: `CheckDependencies` of Helm's pkg/action */
export function checkDependencies(chart: Chart): void {
  const there = new Set(chart.dependencies.map(({ metadata }) => metadata.name));
  const missing = (chart.metadata.dependencies ?? []).map(({ name }) => name).filter((name) => !there.has(name));
  if (missing.length === 0) return;
  throw new HelmError(`found in Chart.yaml, but missing in charts/ directory: ${missing.join(', ')}`);
}
