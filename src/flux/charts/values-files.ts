import { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart, ChartFile } from '../../helm/chart/chart.ts';
import { explained, HelmError } from '../../helm/chart/helm-error.ts';
import { LoadLimits } from '../../helm/load/load-limits.ts';
import { mergeMaps, readMap } from '../../helm/values/read-values.ts';
import { normalizePath } from '../../tree/objects/paths.ts';

/** Files of values that replace those that a chart brings. */
export interface ValuesFiles {
  readonly paths: readonly string[];
  readonly ignoresMissing: boolean;
}

/** The file of values that a chart brings. */
export const OWN_VALUES = 'values.yaml';

/**
 * @returns whether a chart keeps its own values: where no files are named, or that of this name alone, wherever it would be
 * @see fluxcd/source-controller internal/helm/chart BuildOptions.GetValuesFiles
 */
export function keepsValues({ paths }: ValuesFiles): boolean {
  const [first, ...others] = paths;
  return first === undefined || (others.length === 0 && normalizePath(first) === OWN_VALUES && !first.startsWith('/'));
}

/**
 * @param find a file by its path as it is written; `undefined` where it is not there
 * @param absent what is said of one that is not there
 * @returns the values of all files, the later over the earlier
 * @throws HelmError
 * @see fluxcd/source-controller internal/helm/chart mergeFileValues, mergeChartValues
 */
export function mergeValuesFiles(
  { paths, ignoresMissing }: ValuesFiles,
  find: (path: string) => ChartFile | GoMap | undefined,
  absent: (path: string) => string,
): GoMap {
  const limits = new LoadLimits();
  let merged = new GoMap();
  for (const path of paths) {
    const found = find(path);
    if (found === undefined) {
      if (ignoresMissing) continue;
      throw new HelmError(absent(path));
    }
    const values =
      found instanceof GoMap
        ? found
        : explained(`unmarshaling values from '${path}' failed`, () => readMap(limits.read(found)));
    merged = mergeMaps(merged, values);
  }
  return merged;
}

/**
 * @param mergedFrom the files that the values were merged from, by their paths among all files
 * @returns the chart with other values of its own
 * @throws HelmError where it brings none to replace
 * @see fluxcd/source-controller internal/helm/chart OverwriteChartDefaultValues
 */
export function withOwnValues(chart: Chart, values: GoMap, mergedFrom: readonly ChartFile[]): Chart {
  if (chart.valuesFile === undefined) throw new HelmError(`failed to locate values file: ${OWN_VALUES}`);
  return { ...chart, values, valuesFile: undefined, mergedFrom };
}
