import { isPrintable } from '../../format/quote.ts';
import { encodeText, strayByte } from '../../value/bytes.ts';

const HTML: ReadonlyMap<string, string> = new Map([
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\0', '\ufffd'],
]);
const HTML_SPECIAL = /["'&<>\0]/g;

/** @returns a text for HTML: `HTMLEscapeString` */
export function escapeHtml(text: string): string {
  return text.replace(HTML_SPECIAL, (c) => HTML.get(c) ?? c);
}

/** @returns a text for a string of JavaScript: `JSEscapeString` */
export function escapeJs(text: string): string {
  let out = '';
  for (const c of text) out += escapeJsCharacter(c);
  return out;
}

function escapeJsCharacter(c: string): string {
  if (c === '\\' || c === "'" || c === '"') return `\\${c}`;
  if (strayByte(c) !== undefined) return c;
  const code = c.codePointAt(0) ?? 0;
  if ('<>&='.includes(c) || code < 0x20 || (code >= 0x80 && !isPrintable(c))) {
    return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return c;
}

/** @returns a text for the query of a URL: `url.QueryEscape` */
export function escapeQuery(text: string): string {
  let out = '';
  for (const byte of encodeText(text)) {
    const c = String.fromCharCode(byte);
    if (/[A-Za-z0-9._~-]/.test(c)) out += c;
    else out += c === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}
