import { join, resolve } from 'node:path';
import { gitAccess } from '../../git/elsewhere/git-access.ts';
import type { GitHubTokens } from '../../sources/credentials/github-tokens.ts';
import { Sources } from '../../sources/sources.ts';
import type { AppEnvironment } from '../env/environment.ts';
import type { Metrics } from '../log/create-metrics.ts';
import type { Elsewhere } from './fetching.ts';

/** How long it holds what a reference that may move led to. In milliseconds. */
const A_MINUTE = 60_000;

/**
 * @param github what the App may read by a grant
 * @returns what fetches what repositories refer to elsewhere; `undefined` where nothing is fetched
 */
export function openElsewhere(
  { dataDirectory, fetch }: AppEnvironment,
  github: GitHubTokens,
  metrics: Metrics,
): Elsewhere | undefined {
  if (!fetch.settings.isOn) return undefined;
  const { settings, bytes: mostBytes, seconds } = fetch;
  const directory = join(resolve(dataDirectory), 'sources');
  const observer = metrics.fetches;
  return {
    seconds,
    sources: new Sources({ settings, directory, git: gitAccess, freshFor: A_MINUTE, mostBytes, github, observer }),
  };
}
