import { Buffer } from 'node:buffer';
import { decodeBytes, encodeText } from '../../value/bytes.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const NOT_BASE32 = /[^A-Z2-7]/;
const NOT_BASE64 = /[^A-Za-z0-9+/\r\n]/;
/** Characters that stand together. */
const GROUP32 = 8;
const GROUP64 = 4;

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** @returns the bytes of a base64 text, or where it is wrong: `base64.StdEncoding` */
export function fromBase64(text: string): Uint8Array | number {
  return findProblem64(text) ?? Buffer.from(withoutBreaks(text), 'base64');
}

function withoutBreaks(text: string): string {
  return text.replace(/[\r\n]+/g, '');
}

/** Line breaks are passed over, but counted. */
function findProblem64(text: string): number | undefined {
  const at = text.search(NOT_BASE64);
  const begun = withoutBreaks(at < 0 ? text : text.slice(0, at)).length % GROUP64;
  if (at < 0) return begun === 0 ? undefined : text.length - begun;
  if (text[at] !== '=' || begun < 2) return at;
  let next = behindBreaks(text, at + 1);
  if (begun === 2) {
    if (next === text.length) return next;
    if (text[next] !== '=') return next - 1;
    next = behindBreaks(text, next + 1);
  }
  return next < text.length ? next : undefined;
}

function behindBreaks(text: string, start: number): number {
  let at = start;
  while (text[at] === '\r' || text[at] === '\n') at += 1;
  return at;
}

/** What stands behind a whole padding is not looked at. */
function findProblem32(text: string): number | undefined {
  const at = text.search(NOT_BASE32);
  const begun = (at < 0 ? text.length : at) % GROUP32;
  if (at < 0) return begun === 0 ? undefined : text.length - begun;
  const pads = GROUP32 - begun;
  if (text[at] !== '=' || begun < 2 || text.length - at > GROUP32) return at;
  if (text.length - at < pads) return text.length;
  for (let i = 1; i < pads; i++) if (text[at + i] !== '=') return at + i - 1;
  return begun === 3 || begun === 6 ? at : undefined;
}

/** @returns a text in base64: `b64enc` */
export function encode64(text: string): string {
  return toBase64(encodeText(text));
}

/** @returns the text of a base64 text, or Go's message: `b64dec` */
export function decode64(text: string): string {
  const bytes = fromBase64(text);
  return typeof bytes === 'number' ? `illegal base64 data at input byte ${bytes}` : decodeBytes(bytes);
}

/** @returns a text in base32: `b32enc` */
export function encode32(text: string): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of encodeText(text)) {
    bits = (bits << 8) | byte;
    for (held += 8; held >= 5; held -= 5) out += BASE32.charAt((bits >> (held - 5)) & 31);
    bits &= 31;
  }
  if (held > 0) out += BASE32.charAt((bits << (5 - held)) & 31);
  return out.padEnd(Math.ceil(out.length / GROUP32) * GROUP32, '=');
}

/** @returns the text of a base32 text, or Go's message: `b32dec` */
export function decode32(text: string): string {
  // Unlike in base64, line breaks are not counted.
  const clean = withoutBreaks(text);
  const problem = findProblem32(clean);
  if (problem !== undefined) return `illegal base32 data at input byte ${problem}`;
  const [data = ''] = clean.split('=', 1);
  const bytes = new Uint8Array(Math.floor((data.length * 5) / 8));
  let end = 0;
  let bits = 0;
  let held = 0;
  for (const c of data) {
    bits = (bits << 5) | BASE32.indexOf(c);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes[end++] = (bits >> held) & 0xff;
    bits &= (1 << held) - 1;
  }
  return decodeBytes(bytes);
}
