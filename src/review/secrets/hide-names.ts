import { onceEach } from '../../memo/by-value.ts';
import { MASK, type SecretNames } from './secret-values.ts';
import { matches, replaced, type Span } from './text/span.ts';

/**
 * @returns a text in which names that are secrets are hidden, where they stand as a word, and parts of names also within
 *   another name, as of what is called after them
 */
export function hideNames(text: string, names: SecretNames): string {
  return replaced(text, [...namesIn(text, names), ...partsIn(text, names)], () => MASK);
}

/** @returns where names that are secrets stand as a word */
export function namesIn(text: string, names: SecretNames): readonly Span[] {
  const { words } = patternsOf(names);
  return words === undefined ? [] : matches(text, words);
}

/** @returns where parts of names stand that are secrets, also within another name */
export function partsIn(text: string, names: SecretNames): readonly Span[] {
  const { parts } = patternsOf(names);
  return parts === undefined ? [] : matches(text, parts);
}

const patternsOf = onceEach(({ words, parts }: SecretNames) => ({
  words: anyOf(words, '[\\w.-]'),
  parts: anyOf(parts, '[A-Za-z0-9]'),
}));

/** Of two that begin alike the longer is hidden whole. */
function anyOf(names: ReadonlySet<string>, beside: string): RegExp | undefined {
  if (names.size === 0) return undefined;
  const any = [...names].sort((one, other) => other.length - one.length).map((name) => name.replace(/\W/g, '\\$&'));
  return new RegExp(`(?<!${beside})(?:${any.join('|')})(?!${beside})`, 'g');
}
