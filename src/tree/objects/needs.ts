import type { ObjectId } from './repo-tree.ts';

/**
 * Thrown where the synchronous core reads an object that is not here yet.
 * It is not an error: the driver fetches {@link ids} in one batch and runs the same pure function again.
 */
export class Needs extends Error {
  readonly ids: ReadonlySet<ObjectId>;

  constructor(ids: Iterable<ObjectId>) {
    // Thrown by the thousand, and the stack is of no use: finding it takes longer than all the rest.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super('objects are needed that have not been fetched yet');
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Needs';
    this.ids = new Set(ids);
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
  const needed = new Set<ObjectId>();
  let index = 0;
  for (const item of items) {
    try {
      results.push(map(item, index++));
    } catch (error) {
      if (error instanceof Needs) for (const id of error.ids) needed.add(id);
      else if (needed.size === 0) throw error;
      else break;
    }
  }
  if (needed.size > 0) throw new Needs(needed);
  return results;
}
