import { join } from 'node:path';
import { FetchSettingsError, readFetchSettings } from '../../sources/settings/fetch-settings.ts';
import { cacheDirectory } from '../kept/cache-directory.ts';
import { usageError } from '../process/cli-error.ts';

/** How long it holds what a reference that may move led to. In milliseconds. */
const TEN_MINUTES = 600_000;

/**
 * Opens what fetches from elsewhere, by the settings of the environment.
 *
 * @param unlessSaid whether it is on where the environment does not say
 * @param refreshes whether what may have moved is asked for again
 * @throws CliError where the settings are wrong
 */
export async function openSources(unlessSaid: 'on' | 'off', refreshes = false) {
  const settings = settingsHere(unlessSaid);
  // Only here: most runs fetch nothing.
  const { Sources } = await import('../../sources/sources.ts');
  const { gitAccess } = await import('../../git/elsewhere/git-access.ts');
  const directory = join(cacheDirectory(), 'sources');
  return new Sources({ settings, directory, git: gitAccess, freshFor: refreshes ? 0 : TEN_MINUTES });
}

/** @returns whether the environment says that something is fetched @throws CliError where the settings are wrong */
export function fetches(): boolean {
  return settingsHere('off').isOn;
}

function settingsHere(unlessSaid: 'on' | 'off') {
  try {
    return readFetchSettings(process.env, unlessSaid);
  } catch (error) {
    if (error instanceof FetchSettingsError) throw usageError(error.message);
    throw error;
  }
}
