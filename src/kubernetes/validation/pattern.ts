import { RE2JS, RE2JSException } from 're2js';

/** Patterns are few and values many; one that cannot be compiled says nothing. */
const compiled = new Map<string, RE2JS | undefined>();
const MOST = 5_000;

/** @returns whether a pattern is found in a text, as Go's `regexp` would; `undefined` where it is no pattern */
export function findsPattern(pattern: string, text: string): boolean | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size >= MOST) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern)?.matcher(text).find();
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}
