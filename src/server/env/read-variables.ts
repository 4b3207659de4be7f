import * as v from 'valibot';
import { StartRefused } from './start-refused.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable as it was set, without the space around it; blank is not set. */
export const optionalText = v.pipe(
  v.optional(v.string(), ''),
  v.trim(),
  v.transform((text) => (text === '' ? undefined : text)),
);

export function text(otherwise: string) {
  return v.pipe(
    optionalText,
    v.transform((value) => value ?? otherwise),
  );
}

/** A number of digits alone: `1e3` and `0x10` are more likely mistakes than numbers. */
export function optionalWholeNumber(name: string, least: number, most: number) {
  const isRight = (value: string) => /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
  const digits = v.pipe(
    v.string(),
    v.check(isRight, ({ input }) => `${name} is "${input}"; it must be a whole number from ${least} to ${most}.`),
    v.transform(Number),
  );
  return v.pipe(optionalText, v.optional(digits));
}

export function wholeNumber(name: string, otherwise: number, least: number, most: number) {
  return v.pipe(
    optionalWholeNumber(name, least, most),
    v.transform((value) => value ?? otherwise),
  );
}

export function oneOf<const Word extends string>(name: string, words: readonly Word[]) {
  const word = v.picklist(words, ({ input }) => `${name} is "${input}"; it must be one of ${words.join(', ')}.`);
  return v.pipe(optionalText, v.optional(word));
}

/**
 * @param entries by name, the form of each variable; its message is a whole sentence that names the variable and says
 *   what would be right
 * @throws StartRefused with the sentence of the first that is wrong
 */
export function readVariables<const Entries extends v.ObjectEntries>(
  entries: Entries,
  variables: Variables,
): v.InferOutput<v.ObjectSchema<Entries, undefined>> {
  const read = v.safeParse(v.object(entries), variables, { abortEarly: true });
  if (!read.success) throw new StartRefused(read.issues[0].message);
  return read.output;
}
