import { RE2JS } from 're2js';

/**
 * @param pattern of a shell: `*`, `?`, `[a-c]`, `[^abc]`, of which `*` and `?` match no slash
 * @returns what tells whether a path matches, `undefined` where the pattern is wrong: Go's `filepath.Match`
 */
export function compilePath(pattern: string): ((path: string) => boolean) | undefined {
  const characters = [...pattern];
  let source = '';
  for (let i = 0; i < characters.length; i++) {
    const c = characters[i] ?? '';
    if (c === '*') source += '[^/]*';
    else if (c === '?') source += '[^/]';
    else if (c === '[') {
      const found = readClass(characters, i + 1);
      if (found === undefined) return undefined;
      source += found.source;
      i = found.end;
    } else {
      if (c === '\\') i += 1;
      const literal = characters[i];
      if (literal === undefined) return undefined;
      source += RE2JS.quote(literal);
    }
  }
  const regex = RE2JS.compile(`^(?s:${source})$`);
  return (path) => regex.matches(path);
}

/** @param start behind the bracket */
function readClass(
  characters: readonly string[],
  start: number,
): { readonly source: string; readonly end: number } | undefined {
  const isNegated = characters[start] === '^';
  let at = isNegated ? start + 1 : start;
  let source = '';
  const take = (): string | undefined => {
    if (characters[at] === '\\') at += 1;
    else if (characters[at] === '-' || characters[at] === ']') return undefined;
    const c = characters[at];
    at += 1;
    return c === undefined ? undefined : escapeInClass(c);
  };
  while (source === '' || characters[at] !== ']') {
    const low = take();
    if (low === undefined) return undefined;
    source += low;
    if (characters[at] !== '-') continue;
    at += 1;
    const high = take();
    if (high === undefined) return undefined;
    source += `-${high}`;
  }
  return { source: `[${isNegated ? '^' : ''}${source}]`, end: at };
}

function escapeInClass(c: string): string {
  return /[\w/]/.test(c) || c.charCodeAt(0) > 127 ? c : `\\${c}`;
}
