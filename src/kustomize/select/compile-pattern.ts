import { RE2JS } from 're2js';
import { SelectorError } from './selector-error.ts';

/** Says whether a text as a whole is what a pattern describes. */
export type Matcher = (text: string) => boolean;

const LITERAL = /^[A-Za-z0-9_/ -]*$/;
/** The kinds, versions and namespaces of a build are few; its names may be many. */
const MAX_REMEMBERED = 10_000;

/**
 * Compiles a regular expression of Go's `regexp`, anchored at both ends.
 *
 * @param pattern absent or empty: anything matches
 * @throws SelectorError where it is none
 * @see kustomize api/types NewSelectorRegex
 */
export function compilePattern(field: string, pattern: string | undefined): Matcher {
  if (pattern === undefined || pattern === '') return () => true;
  if (LITERAL.test(pattern)) return (text) => text === pattern;
  const compiled = compile(field, pattern);
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const isMatch = compiled.matcher(text).find();
    if (known.size < MAX_REMEMBERED) known.set(text, isMatch);
    return isMatch;
  };
}

function compile(field: string, pattern: string): RE2JS {
  try {
    return RE2JS.compile(`^(?:${pattern})$`);
  } catch (error) {
    throw new SelectorError(field, `not a regular expression: ${error instanceof Error ? error.message : pattern}`);
  }
}
