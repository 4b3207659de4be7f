import type { SourceRef } from '../sources/source-ref.ts';
import type { Resolution, SourceTable } from '../sources/source-table.ts';
import { Needs } from './needs.ts';
import type { ObjectId } from './repo-tree.ts';

/** Fetching did not bring what it was asked for: going on would turn in circles. */
export class NotBroughtError extends Error {
  readonly ids: readonly ObjectId[];

  constructor(ids: readonly ObjectId[]) {
    super(`objects were fetched but are still missing: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''}`);
    this.name = 'NotBroughtError';
    this.ids = ids;
  }
}

/** Brings objects to where they are read. */
export type FetchObjects = (ids: ReadonlySet<ObjectId>) => Promise<void>;

/** Finds what references stand for, by their keys: each that is asked for, also where it cannot be had. */
export type ResolveSources = (needed: ReadonlyMap<string, SourceRef>) => Promise<ReadonlyMap<string, Resolution>>;

/**
 * Runs a pure, synchronous function over objects that come asynchronously: whenever it needs some, they are fetched
 * in one batch and it runs again from its start.
 *
 * @param fetch brings objects to where the function reads them; what it brought must stay until the drive ends
 * @param run the function; must be repeatable
 * @returns what the function returns, once nothing is missing
 * @throws Needs where nothing is missing but what stands elsewhere; NotBroughtError naming the ids, when an object is needed again that was fetched; whatever fetch or run throw
 */
export async function drive<T>(fetch: FetchObjects, run: () => T): Promise<T> {
  const asked = new Set<ObjectId>();
  for (;;) {
    const answer = attempt(run);
    if (!(answer instanceof Needs)) return answer.result;
    if (answer.ids.size === 0 && answer.sources.size > 0) throw answer;
    // Objects needed twice are a fault even when new ones are needed as well: each must be read by the next run.
    const again = [...answer.ids].filter((id) => asked.has(id));
    if (again.length > 0 || answer.ids.size === 0) throw new NotBroughtError(again);
    for (const id of answer.ids) asked.add(id);
    await fetch(answer.ids);
  }
}

/** Of one run: what a repository refers to may refer to more in turn, and need not come to an end. */
const MOST_SOURCES = 500;

/** What a run gave, or what it needs of elsewhere before it can give anything. */
export type Attempt<T> = { readonly result: T } | { readonly needed: ReadonlyMap<string, SourceRef> };

/**
 * As {@link drive}, for a function that reads what its repository refers to elsewhere: all that one attempt asks for is
 * resolved at once, and the next one has it.
 *
 * @param start what is resolved already
 * @returns what the function returns, and all that was resolved for it
 * @throws as `drive`; whatever resolve throws
 */
export function driveWithSources<T>(
  { fetch, resolve }: { readonly fetch: FetchObjects; readonly resolve: ResolveSources },
  start: SourceTable,
  run: (sources: SourceTable) => T,
): Promise<{ readonly result: T; readonly sources: SourceTable }> {
  return untilResolved(resolve, start, async (sources) => {
    try {
      return { result: await drive(fetch, () => run(sources)) };
    } catch (error) {
      if (error instanceof Needs) return { needed: error.sources };
      throw error;
    }
  });
}

/**
 * Resolves what attempts ask for, until one gives a result.
 *
 * @param start what is resolved already
 * @param attempt gives the same for the same table
 * @returns the result, and all that was resolved for it
 * @throws whatever resolve and attempt throw
 */
export async function untilResolved<T>(
  resolve: ResolveSources,
  start: SourceTable,
  attempt: (sources: SourceTable) => Promise<Attempt<T>>,
): Promise<{ readonly result: T; readonly sources: SourceTable }> {
  let sources = start;
  let left = MOST_SOURCES;
  for (;;) {
    const answer = await attempt(sources);
    if ('result' in answer) return { result: answer.result, sources };
    const needed = [...answer.needed].filter(([key]) => !sources.resolutions.has(key));
    if (needed.length === 0) throw new Error('what stands elsewhere was resolved but is still asked for');
    const found = await resolve(new Map(needed.slice(0, left)));
    left = Math.max(0, left - needed.length);
    sources = sources.with(new Map(needed.map(([key]) => [key, found.get(key) ?? TOO_MANY] as const)));
  }
}

const TOO_MANY: Resolution = {
  kind: 'unavailable',
  reason: `it is not fetched, as more than ${MOST_SOURCES} references were followed before it`,
  remedy: 'Refer to less in other repositories.',
};

function attempt<T>(run: () => T): Needs | { readonly result: T } {
  try {
    return { result: run() };
  } catch (error) {
    if (error instanceof Needs) return error;
    throw error;
  }
}
