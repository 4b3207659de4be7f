import type { Chart } from '../../helm/chart/chart.ts';
import type { ChartRevision } from '../../helm/release/chart-revision.ts';
import type { ReadSet } from '../../memo/by-reads.ts';
import type { Unrendered } from '../helm/releases.ts';

/** The chart of a release, or why it is not had. */
export type OpenedChart =
  | {
      readonly kind: 'chart';
      readonly chart: Chart;
      readonly digest: string;
      readonly revision: ChartRevision;
      readonly base: string;
      readonly reads: ReadSet;
    }
  | Unrendered;
