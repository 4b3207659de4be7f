import type { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart } from '../chart/chart.ts';
import { explained, HelmError } from '../chart/helm-error.ts';
import type { HelmVersion } from '../chart/helm-version.ts';
import { coalesceValues, copyMap } from '../values/coalesce.ts';
import { addTables } from '../values/tables.ts';

/** What of a release is installed. */
export interface FormerRelease {
  readonly chart: Chart;
  /** Those that it was given, not those of its chart. */
  readonly values: GoMap;
}

/** A chart, and what is given for it. */
interface ChartAndValues {
  readonly chart: Chart;
  readonly values: GoMap;
}

/**
 * Takes over the values of the release before: those of its chart take the place of the new chart's, and what was given
 * for it stands where nothing is given now: `reuseValues` of Helm's pkg/action.
 *
 * @throws HelmError where the release before is not known, or its values do not fit its chart
 */
export function preserveValues(
  chart: Chart,
  values: GoMap,
  former: FormerRelease | undefined,
  helm: HelmVersion,
): ChartAndValues {
  if (former === undefined) {
    throw new HelmError('preserveValues takes values of the release that is installed, which is not known here');
  }
  return {
    chart: {
      ...chart,
      values: explained('failed to rebuild old values', () => coalesceValues(former.chart, former.values, { helm })),
    },
    values: addTables(copyMap(values), copyMap(former.values), 'coalesce', helm),
  };
}
