import type { ObjectFormat } from '../../git/objects/bare-directory.ts';
import { asResolution } from '../../sources/contract/source-ref.ts';
import { SourceTable } from '../../tree/sources/source-table.ts';
import type { KeptReview } from '../kept/kept-reviews.ts';
import type { Elsewhere } from './elsewhere.ts';

/** @returns what a review of this run rests on that is elsewhere, as it is kept */
export function restsOn(sources: SourceTable | undefined, elsewhere: Elsewhere | undefined): KeptReview['elsewhere'] {
  if (sources === undefined || elsewhere === undefined) return undefined;
  const references = [...elsewhere.asked].filter(([key]) => sources.resolutions.has(key));
  return { references, table: sources.id };
}

/**
 * @returns whether all that a kept review has asked for elsewhere stands for the same now: a review would then ask for
 *   nothing else, and be the same
 * @throws CliError where the settings are wrong
 */
export async function stillStands(
  { elsewhere: then }: KeptReview,
  elsewhere: Elsewhere | undefined,
  format: ObjectFormat,
): Promise<boolean> {
  if (then === undefined || elsewhere === undefined) return then === undefined && elsewhere === undefined;
  const found = await elsewhere.resolve(new Map(then.references), format);
  return new SourceTable(new Map([...found].map(([key, each]) => [key, asResolution(each)]))).id === then.table;
}
