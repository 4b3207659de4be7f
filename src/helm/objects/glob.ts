import { RE2JS } from 're2js';

const ANY = '[^/]*';
const EVERYTHING = '(?s:.*)';

/**
 * @param pattern as `.Files.Glob` takes it: `*`, `**`, `?`, `[a-c]`, `[!abc]`, `{one,two}`, with `/` between folders
 * @returns what tells whether a path matches; all do where the pattern is wrong: gobwas/glob, as Helm's
 * pkg/engine/files.go uses it
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const source = translate([...pattern]);
  if (source === undefined) return () => true;
  const regex = RE2JS.compile(`^(?:${source})$`);
  return (path) => regex.matches(path);
}

/** @returns the pattern as a regular expression, `undefined` where it is wrong */
function translate(characters: readonly string[]): string | undefined {
  let out = '';
  let open = 0;
  for (let i = 0; i < characters.length; i++) {
    const c = characters[i] ?? '';
    if (c === '*') {
      const isSuper = characters[i + 1] === '*';
      if (isSuper) i += 1;
      out += isSuper ? EVERYTHING : ANY;
    } else if (c === '?') {
      out += '[^/]';
    } else if (c === '{') {
      open += 1;
      out += '(?:';
    } else if (c === ',' && open > 0) {
      out += '|';
    } else if (c === '}' && open > 0) {
      open -= 1;
      out += ')';
    } else if (c === '[') {
      const end = characters.indexOf(']', i + 1);
      const found = end < 0 ? undefined : characterClass(characters.slice(i + 1, end));
      if (found === undefined) return undefined;
      out += found;
      i = end;
    } else {
      if (c === '\\') i += 1;
      out += RE2JS.quote(characters[i] ?? '');
    }
  }
  return open === 0 ? out : undefined;
}

function characterClass(given: readonly string[]): string | undefined {
  const isNegated = given[0] === '!';
  const body = isNegated ? given.slice(1) : given;
  if (body.length === 0) return undefined;
  const [low = '', dash, high] = body;
  const isRange = body.length === 3 && dash === '-' && high !== undefined;
  if (isRange && low > high) return undefined;
  const inner = isRange ? `${escapeInClass(low)}-${escapeInClass(high)}` : body.map(escapeInClass).join('');
  return `[${isNegated ? '^' : ''}${inner}]`;
}

function escapeInClass(c: string): string {
  return /[\w/]/.test(c) || c.charCodeAt(0) > 127 ? c : `\\${c}`;
}
