import { resolvePlain } from './resolve-tag.ts';

/** What go-yaml v2 reads as a boolean and v3 as a string. */
const OLD_BOOLEANS = new Set(
  ['y', 'Yes', 'on', 'n', 'No', 'off'].flatMap((word) => [
    word.toLowerCase(),
    word.toUpperCase(),
    word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  ]),
);

const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
/** The one form that go-yaml v3 resolves and v2 does not: an octal number signed behind its prefix. */
const NEW_OCTAL = /^0o[-+]/;

/** @returns whether a plain text is a boolean to go-yaml v2, and a string to v3. */
export function isOldBoolean(text: string): boolean {
  return OLD_BOOLEANS.has(text);
}

/** @returns whether go-yaml v2 would read the text back as anything but a string (`stringv`), so that it quotes it. */
export function needsQuotes(text: string): boolean {
  if (OLD_BOOLEANS.has(text)) return true;
  if (resolvePlain(text) !== 'str') return !NEW_OCTAL.test(text);
  return BASE_60.test(text);
}
