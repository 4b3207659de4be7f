import { join } from 'node:path';
import { FetchSettingsError, readFetchSettings } from '../../sources/settings/fetch-settings.ts';
import { cacheDirectory } from '../kept/cache-directory.ts';
import { usageError } from '../process/cli-error.ts';
import type { FetchOptions } from './fetch-options.ts';

/** How long it holds what a reference that may move led to. In milliseconds. */
const TEN_MINUTES = 600_000;

/**
 * Opens what fetches from elsewhere, by the settings of the environment.
 *
 * @param unlessSaid whether it is on where the environment does not say
 * @throws CliError where the settings are wrong
 */
export async function openSources(unlessSaid: 'on' | 'off', { offline = false, refresh = false }: FetchOptions) {
  const settings = settingsHere(offline ? 'on' : unlessSaid);
  // Only here: most runs fetch nothing.
  const { Sources } = await import('../../sources/sources.ts');
  const { gitAccess } = await import('../../git/elsewhere/git-access.ts');
  const directory = join(cacheDirectory(), 'sources');
  const freshFor = refresh ? 0 : TEN_MINUTES;
  return new Sources({ settings, directory, git: gitAccess, freshFor, isOffline: offline });
}

/**
 * @returns whether the environment says that something is fetched; offline, that it does not say that nothing is
 * @throws CliError where the settings are wrong
 */
export function fetches({ offline = false }: FetchOptions): boolean {
  return settingsHere(offline ? 'on' : 'off').isOn;
}

function settingsHere(unlessSaid: 'on' | 'off') {
  try {
    return readFetchSettings(process.env, unlessSaid);
  } catch (error) {
    if (error instanceof FetchSettingsError) throw usageError(error.message);
    throw error;
  }
}
