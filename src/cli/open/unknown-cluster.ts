import { nearest } from '../../text/nearest.ts';
import { type CliError, usageError } from '../process/cli-error.ts';

/**
 * @param names of the clusters that are there
 * @returns that there is no such cluster, with the nearest name, or all of them
 */
export function unknownCluster(name: string, names: readonly string[]): CliError {
  const near = nearest(name, names);
  const remedy = near === undefined ? `the clusters are ${names.join(', ')}` : `did you mean ${near}?`;
  return usageError(`there is no cluster ${name}; ${remedy}`);
}
