import { createHmac } from 'node:crypto';
import { toJson } from '../../yaml/print/to-json.ts';
import type { FieldChange } from '../contract/field-change.ts';
import type { Changed, Gained } from '../contract/object-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';

/** What is said of objects that come or change. */
interface Told {
  readonly gained: Gained[];
  readonly changed: Changed[];
}

/**
 * Adds to each field, and to the content of each new object, what tells whether another review says the same of it: the
 * values of Secrets are not shown, and long ones are cut.
 *
 * @param fields of each, as rendered
 * @param key keeps the values from being guessed
 */
export function withDigests<Changes extends Told>(
  changes: Changes,
  fields: ReadonlyMap<Changed | Gained, readonly NodeChange[]>,
  key: Uint8Array,
): Changes {
  const digests = (of: Changed | Gained) => (fields.get(of) ?? []).map((change) => digestOf(change, key));
  return {
    ...changes,
    gained: changes.gained.map((each): Gained => ({ ...each, digest: digests(each).join('') })),
    changed: changes.changed.map((each): Changed => {
      const own = digests(each);
      return { ...each, fields: each.fields.map((field, index): FieldChange => ({ ...field, digest: own[index] })) };
    }),
  };
}

/** Where in the object stands beside it: the index of an item shifts with those before it. */
function digestOf({ before, after }: NodeChange, key: Uint8Array): string {
  const values = [before, after].map((node) => (node === undefined ? '' : toJson(node)));
  return createHmac('sha256', key).update(values.join('\n')).digest('hex').slice(0, 16);
}
