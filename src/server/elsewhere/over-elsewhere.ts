import type { FoundElsewhere, ResolvedElsewhere } from '../../github/api/review-commits.ts';
import { type Attempt, untilResolved } from '../../tree/objects/drive.ts';
import { SourceTable } from '../../tree/sources/source-table.ts';
import { type Asking, type Elsewhere, Fetching } from './fetching.ts';
import { type Change, resolveOf, resolveOwn, type Withheld } from './resolve-for.ts';

/**
 * Makes attempts, and fetches here what they need: all that one review or question finds elsewhere is of one moment.
 *
 * @param elsewhere absent where nothing is fetched: there is one attempt
 * @param attempt gets what is known so far
 * @param change what the attempts are of, where that may be somebody else's
 * @returns what an attempt gave, and what another review of the same moment may start from
 * @throws whatever the attempts throw; AbortError
 */
export async function overElsewhere<T>(
  elsewhere: Elsewhere | undefined,
  asking: Asking,
  attempt: (known: ResolvedElsewhere | undefined) => Promise<Attempt<T>>,
  change?: Change,
): Promise<{ readonly result: T; readonly elsewhere?: FoundElsewhere }> {
  if (elsewhere === undefined) {
    const only = await attempt(undefined);
    if ('result' in only) return only;
    throw new Error('something elsewhere is asked for where nothing is fetched');
  }
  const fetching = new Fetching(elsewhere, asking);
  const withheld: Withheld = new Set();
  const resolve = change === undefined ? resolveOwn(fetching) : resolveOf(change, fetching, withheld);
  const start = new SourceTable(asking.known?.resolutions);
  const { result, sources } = await untilResolved(resolve, start, ({ resolutions }) =>
    attempt({ resolutions, gitDirectories: fetching.directories }),
  );
  // What this one is refused, another one may have.
  const resolutions = new Map([...sources.resolutions].filter(([key]) => !withheld.has(key)));
  const { directories: gitDirectories, isUnfinished } = fetching;
  return { result, elsewhere: { resolutions, gitDirectories, isUnfinished } };
}
