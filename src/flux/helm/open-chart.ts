import type { Chart as HelmChart } from '../../helm/chart/chart.ts';
import type { ChartRevision } from '../../helm/release/chart-revision.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { buildChart } from './build-chart.ts';
import type { Chart } from './chart.ts';
import { refused, type Unrendered, unrendered } from './unrendered.ts';

/** The chart that a release installs. */
export interface ReadyChart {
  readonly kind: 'chart';
  readonly chart: HelmChart;
  /** Equal only where all that is rendered from it and its {@link revision} is equal. */
  readonly digest: string;
  /** What helm-controller adds to its version. */
  readonly revision: ChartRevision;
  /** The path of its root among all files. */
  readonly base: string;
  /** The paths among all files of charts that were put into it, by their path in it: `charts/common`. */
  readonly added: ReadonlyMap<string, string>;
  /** All that it is made of. */
  readonly reads: ReadSet;
}

/** The chart that a release installs, or why that is not known. */
export type OpenedChart = ReadyChart | Unrendered;

/**
 * @param built what was made of the chart
 * @returns it as a release takes it; else why there is none here, in one sentence
 */
export function openedChart(built: ReturnType<typeof buildChart>, chart: Chart): OpenedChart {
  if (built.kind === 'unrendered') return built;
  const { build, revision } = built;
  const { outcome, path, reads } = build;
  if (outcome.kind === 'built') {
    const { chart: made, digest, added } = outcome;
    return { kind: 'chart', chart: made, digest, revision, base: path, added, reads };
  }
  if (outcome.kind === 'refused') return refused(chart, outcome.reason);
  const why = unrendered(chart, `is not fetched: ${outcome.reason}`, outcome.remedy);
  return outcome.because === undefined ? why : { ...why, because: outcome.because };
}
