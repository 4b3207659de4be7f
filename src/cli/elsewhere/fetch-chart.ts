import type { ChartRef } from '../../sources/contract/source-ref.ts';
import { cannotTell } from '../process/cli-error.ts';
import { withRemedy } from '../process/error-text.ts';
import type { Io } from '../process/io.ts';
import { openSources } from './open-sources.ts';

/**
 * Fetches what the person at the terminal names, unless the environment says that nothing is fetched.
 *
 * @param refreshes whether the repository is asked again
 * @returns the path of the archive
 * @throws CliError with the reason and the remedy
 */
export async function fetchChart(chart: ChartRef, refreshes: boolean, io: Io): Promise<string> {
  const sources = await openSources('on', refreshes);
  try {
    io.progress(`fetching ${chart.name} …`);
    const fetched = await sources.chart(chart);
    if (fetched.kind === 'chart') return fetched.file;
    throw cannotTell(withRemedy({ reason: `${chart.name} is not fetched: ${fetched.reason}`, remedy: fetched.remedy }));
  } finally {
    io.progress('');
    sources.close();
  }
}
