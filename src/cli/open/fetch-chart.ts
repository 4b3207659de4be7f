import { join } from 'node:path';
import { gitAccess } from '../../git/elsewhere/git-access.ts';
import type { ChartRef } from '../../sources/contract/source-ref.ts';
import { FetchSettingsError, readFetchSettings } from '../../sources/settings/fetch-settings.ts';
import { Sources } from '../../sources/sources.ts';
import { cacheDirectory } from '../kept/cache-directory.ts';
import { cannotTell, usageError } from '../process/cli-error.ts';
import { withRemedy } from '../process/error-text.ts';
import type { Io } from '../process/io.ts';

/** How long it holds what a range of versions led to. In milliseconds. */
const TEN_MINUTES = 600_000;

/**
 * Fetches what the person at the terminal names, unless the environment says that nothing is fetched.
 *
 * @param refreshes whether the repository is asked again
 * @returns the path of the archive
 * @throws CliError with the reason and the remedy
 */
export async function fetchChart(chart: ChartRef, refreshes: boolean, io: Io): Promise<string> {
  const sources = new Sources({
    settings: settingsHere(),
    directory: join(cacheDirectory(), 'sources'),
    git: gitAccess,
    freshFor: refreshes ? 0 : TEN_MINUTES,
  });
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

function settingsHere() {
  try {
    return readFetchSettings(process.env, 'on');
  } catch (error) {
    if (error instanceof FetchSettingsError) throw usageError(error.message);
    throw error;
  }
}
