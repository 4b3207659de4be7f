import { RE2JS, RE2JSException } from 're2js';
import { oncePerText } from '../../memo/by-value.ts';

/** More than the schemas of a cluster have. */
const MOST_PATTERNS = 5_000;

/** A pattern that cannot be compiled says nothing. */
const compile = oncePerText(MOST_PATTERNS, (pattern): RE2JS | undefined => {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
});

/** @returns whether a pattern is found in a text, as Go's `regexp` would; `undefined` where it is not a valid pattern */
export function findsPattern(pattern: string, text: string): boolean | undefined {
  return compile(pattern)?.matcher(text).find();
}
