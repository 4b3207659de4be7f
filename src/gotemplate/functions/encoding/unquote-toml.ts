const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** @returns the TOML string that begins at a place, and where it ends; or what is wrong with it */
export function unquoteToml(text: string, at: number): { readonly text: string; readonly end: number } | string {
  const mark = text.charAt(at);
  const isLong = text.startsWith(mark.repeat(3), at);
  const quotes = isLong ? mark.repeat(3) : mark;
  let i = at + quotes.length;
  if (isLong) i += /^\r?\n/.exec(text.slice(i, i + 2))?.[0].length ?? 0;
  let out = '';
  while (!text.startsWith(quotes, i)) {
    const c = text[i];
    if (c === undefined) return `unexpected EOF; expected '${quotes}'`;
    if (c === '\n' && !isLong) return 'strings cannot contain newlines';
    if (c !== '\\' || mark === "'") {
      out += c;
      i += 1;
      continue;
    }
    const read = readEscape(text, i + 1, isLong);
    if (typeof read === 'string') return read;
    out += read.text;
    i = read.end;
  }
  i += quotes.length;
  // Up to two quotes may stand before the three that end it.
  for (let extra = 0; isLong && extra < 2 && text[i] === mark; extra++, i++) out += mark;
  return { text: out, end: i };
}

function readEscape(
  text: string,
  at: number,
  isLong: boolean,
): { readonly text: string; readonly end: number } | string {
  const letter = text.charAt(at);
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return { text: simple, end: at + 1 };
  const width = { x: 2, u: 4, U: 8 }[letter];
  if (width !== undefined) {
    const digits = text.slice(at + 1, at + 1 + width);
    if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < width) return `expected ${width} hexadecimal digits`;
    return { text: String.fromCodePoint(Number.parseInt(digits, 16)), end: at + 1 + width };
  }
  const folded = isLong ? /^[ \t]*\r?\n\s*/.exec(text.slice(at))?.[0] : undefined;
  if (folded !== undefined) return { text: '', end: at + folded.length };
  return `invalid escape character '${letter}'; only the following escape characters are allowed: \\b, \\t, \\n, \\f, \\r, \\e, \\", \\\\, \\xHH, \\uXXXX, and \\UXXXXXXXX`;
}
