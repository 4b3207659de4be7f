import * as v from 'valibot';
import { MASK } from './secret-values.ts';

/** Where a name stands, and the sentences in which it may be said; those of lists stand under their number. */
const MAY_NAME = /^(name|namespace|message|fix|reason|race|stoppedBy|dataAtRisk|root|\d+)$/;

/**
 * Hides names that are secrets themselves, wherever what is said of a cluster has them. They are seldom there: most of the
 * time nothing is looked through.
 *
 * @param schema of what is said
 */
export function withoutNames<S extends v.GenericSchema>(
  schema: S,
  said: v.InferOutput<S>,
  names: ReadonlySet<string>,
): v.InferOutput<S> {
  if (names.size === 0) return said;
  const hidden = JSON.parse(JSON.stringify(said), (key: string, value: unknown) =>
    typeof value === 'string' && MAY_NAME.test(key) ? hideNames(value, names) : value,
  );
  return v.parse(schema, hidden);
}

/** @returns a text in which names that are secrets are hidden, where they stand as a word */
export function hideNames(text: string, names: ReadonlySet<string>): string {
  let rest = text;
  for (const name of names) {
    const whole = new RegExp(`(?<![\\w.-])${name.replace(/\W/g, '\\$&')}(?![\\w.-])`, 'g');
    rest = rest.replace(whole, () => MASK);
  }
  return rest;
}
