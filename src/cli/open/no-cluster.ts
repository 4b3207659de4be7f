import { type CliError, cannotTell } from '../process/cli-error.ts';

/** Nothing was found to look at. */
export function noCluster(): CliError {
  return cannotTell('no cluster found; name the clusters in .github/blast-radius.yml');
}
