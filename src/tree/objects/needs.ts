import { type SourceRef, sourceKey } from '../sources/source-ref.ts';
import type { ObjectId } from './repo-tree.ts';

/**
 * Thrown where the synchronous core reads an object that is not here yet, or something elsewhere that is not resolved.
 * It is not an error: the driver fetches all of it in one batch and runs the same pure function again.
 */
export class Needs extends Error {
  readonly ids: ReadonlySet<ObjectId>;
  /** By their keys. */
  readonly sources: ReadonlyMap<string, SourceRef>;

  constructor(ids: Iterable<ObjectId>, sources: Iterable<SourceRef> = []) {
    // Thrown by the thousand, and the stack is of no use: finding it takes longer than all the rest.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super('objects are needed that have not been fetched yet');
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Needs';
    this.ids = new Set(ids);
    this.sources = new Map([...sources].map((source) => [sourceKey(source), source]));
  }
}

/**
 * Maps every item, and asks for what all of them need at once, so that one round trip serves all.
 *
 * @throws Needs with the union of what the items need; any other error where nothing is missing before it, so that the
 *   first error is the same whatever is here already
 */
export function mapAll<Item, Result>(
  items: Iterable<Item>,
  map: (item: Item, index: number) => Result,
): readonly Result[] {
  const results: Result[] = [];
  const needed: Needs[] = [];
  let index = 0;
  for (const item of items) {
    try {
      results.push(map(item, index++));
    } catch (error) {
      if (error instanceof Needs) needed.push(error);
      else if (needed.length === 0) throw error;
      else break;
    }
  }
  const ids = needed.flatMap((each) => [...each.ids]);
  if (needed.length > 0)
    throw new Needs(
      ids,
      needed.flatMap((each) => [...each.sources.values()]),
    );
  return results;
}
