import type { Chart, ChartFile } from '../../helm/chart/chart.ts';
import { HelmError } from '../../helm/chart/helm-error.ts';
import { loadChart } from '../../helm/load/load-chart.ts';
import { unpackChart } from '../../helm/load/unpack-chart.ts';
import { KeptById } from '../../memo/by-id.ts';
import type { Files, Found } from '../../tree/files/files.ts';

/** Of one archive: source-controller's own limit. @see fluxcd/source-controller internal/helm MaxChartSize */
const MOST_ARCHIVE_BYTES = 10 * 1024 * 1024;

type Loaded = { readonly chart: Chart } | { readonly refusal: string };

const KIB = 1024;
/** In KiB of files. What was parsed of them takes several times as much where a chart is rendered. */
const ARCHIVES = new KeptById<Loaded>({
  capacity: 32 * KIB,
  weigh: (loaded) => ('chart' in loaded ? weightOf(loaded.chart) : 1),
});

/**
 * @param file an archive
 * @returns the chart in it: equal archives are loaded once
 * @throws HelmError where it is none; Needs where it has not been fetched yet
 */
export function loadArchive(files: Files, file: Extract<Found, { kind: 'file' }>): Chart {
  const loaded = ARCHIVES.once(files.memory, file.id, () => load(files, file));
  if ('chart' in loaded) return loaded.chart;
  throw new HelmError(loaded.refusal);
}

function load(files: Files, file: Extract<Found, { kind: 'file' }>): Loaded {
  const blob = files.read(file);
  if (blob.kind === 'missing') return { refusal: 'the archive is not there' };
  if (blob.kind === 'too-large' || blob.bytes.length > MOST_ARCHIVE_BYTES) {
    return { refusal: `size of chart exceeds '${MOST_ARCHIVE_BYTES}' bytes limit` };
  }
  try {
    return { chart: loadChart(unpackChart(blob.bytes)) };
  } catch (error) {
    if (error instanceof HelmError) return { refusal: error.message };
    throw error;
  }
}

/** @returns what a chart takes in memory, in KiB of its files */
export function weightOf(chart: Chart): number {
  const values = chart.mergedFrom ?? (chart.valuesFile === undefined ? [] : [chart.valuesFile]);
  const own = [...chart.templates, ...chart.files, ...values];
  const bytes = own.reduce((sum: number, { bytes: each }: ChartFile) => sum + each.length, chart.schema?.length ?? 0);
  return chart.dependencies.reduce((sum, each) => sum + weightOf(each), 1 + Math.ceil(bytes / KIB));
}
