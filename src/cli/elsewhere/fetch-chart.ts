import type { ChartRef } from '../../sources/contract/source-ref.ts';
import { PERSON } from '../../sources/settings/asker.ts';
import { cannotTell } from '../process/cli-error.ts';
import { withRemedy } from '../process/error-text.ts';
import type { Io } from '../process/io.ts';
import type { FetchOptions } from './fetch-options.ts';
import { openSources } from './open-sources.ts';

/**
 * Fetches what the person at the terminal names, unless the environment says that nothing is fetched.
 *
 * @returns the path of the archive
 * @throws CliError with the reason and the remedy
 */
export async function fetchChart(chart: ChartRef, options: FetchOptions, io: Io): Promise<string> {
  const sources = await openSources('on', options);
  try {
    io.progress(`fetching ${chart.name} …`);
    const fetched = await sources.chart(chart, PERSON);
    if (fetched.kind === 'chart') return fetched.file;
    throw cannotTell(withRemedy({ reason: `${chart.name} is not fetched: ${fetched.reason}`, remedy: fetched.remedy }));
  } finally {
    io.progress('');
    sources.close();
  }
}
