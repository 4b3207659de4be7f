import type { Chart } from '../../helm/chart/chart.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { openSource } from '../../tree/files/open-source.ts';
import type { SourceRef } from '../../tree/sources/source-ref.ts';
import { loadArchive } from './load-archive.ts';
import { NotHad } from './not-had.ts';

/** A chart of a repository of charts. */
export type RepositoryChart = Omit<Extract<SourceRef, { kind: 'chart' }>, 'kind'>;

/** An archive, and the chart in it. */
interface Fetched {
  readonly file: Extract<Found, { kind: 'file' }>;
  readonly chart: Chart;
}

/**
 * @returns the archive that a repository of charts has
 * @throws HelmError where it is no chart; NotHad; Needs where it has not been resolved or fetched yet
 */
export function fetchArchive(files: Files, { url, name, version }: RepositoryChart): Fetched {
  const file = openSource(files, { kind: 'chart', url: url.trim(), name, version });
  if (file.kind === 'file') return { file, chart: loadArchive(files, file) };
  if (file.kind === 'unavailable') throw new NotHad(file.reason, file.remedy, file.isGone && 'gone');
  throw new NotHad(`${name} of ${url} is remote, and nothing is fetched here`, 'Have charts fetched.', 'off');
}
