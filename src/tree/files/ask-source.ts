import { Needs } from '../objects/needs.ts';
import { type SourceRef, sourceKey } from '../sources/source-ref.ts';
import type { Resolution, SourceTable } from '../sources/source-table.ts';

/**
 * @param sources what is resolved so far; absent where nothing is asked for
 * @returns what a reference stands for; undefined where nothing is asked for
 * @throws Needs where it has not been resolved yet
 */
export function askSource(sources: SourceTable | undefined, source: SourceRef): Resolution | undefined {
  if (sources === undefined) return undefined;
  const answer = sources.resolutions.get(sourceKey(source));
  if (answer === undefined) throw new Needs([], [source]);
  return answer;
}
