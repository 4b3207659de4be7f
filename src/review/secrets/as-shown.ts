import * as v from 'valibot';
import { hideNames } from './hide-names.ts';
import { allNames, hideForms, type SecretValues } from './secret-values.ts';

/** What leads to a file, a cluster or an effect: it says nothing else, and without it nothing is found again. */
const LEADS = new Set(['path', 'paths', 'files', 'conflicts', 'order', 'cluster', 'clusters', 'digest', 'parts']);

/** Sentences, alone or in a list: they may quote a Secret's value. */
const SENTENCE = /^(message|fix|reason|race|stoppedBy|dataAtRisk|change|target|of|\d+)$/;

/** Where a name stands, and the sentences in which it may be said; those of lists stand under their number. */
const MAY_NAME =
  /^(name|namespace|kind|apiVersion|message|fix|reason|race|stoppedBy|dataAtRisk|root|release|source|change|target|of|version|\d+)$/;

/** What nothing that is said may hold. */
type Hiding = Pick<SecretValues, 'clean' | 'names'>;

/** What is secret by its form alone, whatever the cluster: passwords in addresses, tokens. */
const FORMS: Hiding = { clean: hideForms, names: allNames([]) };

/**
 * The one door through which what is said leaves, so that none of those who say something has to think of it: passwords in
 * addresses and tokens are hidden in every text, Secrets' values in every sentence, and names that are secrets themselves
 * wherever they are said.
 *
 * @param schema of what is said
 * @param secrets of the clusters that it is about; without them, only what is secret by its form is hidden
 * @returns the same, and the very same where nothing in it is secret
 */
export function asShown<S extends v.GenericSchema>(
  schema: S,
  said: v.InferOutput<S>,
  secrets: Hiding = FORMS,
): v.InferOutput<S> {
  const inText = (text: string, key: string): string => {
    if (LEADS.has(key)) return text;
    const clean = SENTENCE.test(key) ? secrets.clean(text) : hideForms(text);
    return MAY_NAME.test(key) ? hideNames(clean, secrets.names) : clean;
  };
  const shown = mapTexts(said, '', inText);
  return shown === said ? said : v.parse(schema, shown);
}

/** Parts that hold no such text stay the very same. */
function mapTexts(value: unknown, key: string, map: (text: string, key: string) => string): unknown {
  if (typeof value === 'string') return map(value, key);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const mapped = items.map((item, index) => mapTexts(item, LEADS.has(key) ? key : String(index), map));
    return mapped.every((item, index) => item === items[index]) ? value : mapped;
  }
  const entries = Object.entries(value);
  const mapped = entries.map(([name, each]) => [name, mapTexts(each, name, map)] as const);
  return mapped.every(([, each], index) => each === entries[index]?.[1]) ? value : Object.fromEntries(mapped);
}
