import type { RE2JS } from 're2js';

/** A match, with what its groups matched. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | null)[];
}

/**
 * @param most how many at most; all where negative
 * @returns the matches that follow one another; an empty one right behind another is none: `Regexp.allMatches`
 */
export function findAll(regex: RE2JS, text: string, most: number): readonly Match[] {
  const matcher = regex.matcher(text);
  const matches: Match[] = [];
  let last = -1;
  for (let at = 0; at <= text.length && matches.length !== most && matcher.find(at); ) {
    const start = matcher.start();
    const end = matcher.end();
    if (end !== start || start !== last) {
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i));
      matches.push({ start, end, groups });
    }
    last = end;
    at = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return matches;
}
