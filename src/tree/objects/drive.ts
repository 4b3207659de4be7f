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

/**
 * Runs a pure, synchronous function over objects that come asynchronously: whenever it needs some, they are fetched
 * in one batch and it runs again from its start.
 *
 * @param fetch brings objects to where the function reads them; what it brought must stay until the drive ends
 * @param run the function; must be repeatable
 * @returns what the function returns, once nothing is missing
 * @throws NotBroughtError naming the ids, when an object is needed again that was fetched; whatever fetch or run throw
 */
export async function drive<T>(fetch: (ids: ReadonlySet<ObjectId>) => Promise<void>, run: () => T): Promise<T> {
  const asked = new Set<ObjectId>();
  for (;;) {
    const answer = attempt(run);
    if (!(answer instanceof Needs)) return answer.result;
    // Objects needed twice are a fault even when new ones are needed as well: each must be read by the next run.
    const again = [...answer.ids].filter((id) => asked.has(id));
    if (again.length > 0 || answer.ids.size === 0) throw new NotBroughtError(again);
    for (const id of answer.ids) asked.add(id);
    await fetch(answer.ids);
  }
}

function attempt<T>(run: () => T): Needs | { readonly result: T } {
  try {
    return { result: run() };
  } catch (error) {
    if (error instanceof Needs) return error;
    throw error;
  }
}
