import { Buffer } from 'node:buffer';
import { decodeBytes, encodeText } from '../../value/bytes.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** @returns the bytes of a base64 text, or where it is wrong: `base64.StdEncoding` */
export function fromBase64(text: string): Uint8Array | number {
  const clean = text.replace(/[\r\n]/g, '');
  const problem = findProblem(clean, BASE64, 4, (pads) => pads <= 2);
  return problem === undefined ? Buffer.from(clean, 'base64') : placeIn(text, clean, problem);
}

/** Line breaks are passed over, but counted. */
function placeIn(text: string, clean: string, place: number): number {
  if (place >= clean.length) return text.length;
  let left = place;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\n' || text[i] === '\r') continue;
    if (left === 0) return i;
    left -= 1;
  }
  return text.length;
}

/**
 * @param group how many characters stand together
 * @returns the place of the first character that does not fit
 */
function findProblem(
  text: string,
  alphabet: string,
  group: number,
  allows: (pads: number) => boolean,
): number | undefined {
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (alphabet.includes(c)) continue;
    if (c !== '=') return i;
    const end = i - (i % group) + group;
    const pads = end - i;
    if (i % group === 0 || !allows(pads)) return i;
    for (let j = i; j < end; j++) if (text.charAt(j) !== '=') return j >= text.length ? text.length : j;
    return end < text.length ? end : undefined;
  }
  return text.length % group === 0 ? undefined : text.length - (text.length % group);
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
  const bytes = encodeText(text);
  for (let i = 0; i < bytes.length; i += 5) {
    const block = bytes.subarray(i, i + 5);
    let bits = 0n;
    for (let j = 0; j < 5; j++) bits = (bits << 8n) | BigInt(block[j] ?? 0);
    const used = Math.ceil((block.length * 8) / 5);
    for (let j = 0; j < 8; j++) {
      out += j < used ? BASE32.charAt(Number((bits >> BigInt(35 - 5 * j)) & 31n)) : '=';
    }
  }
  return out;
}

/** @returns the text of a base32 text, or Go's message: `b32dec` */
export function decode32(text: string): string {
  const clean = text.replace(/[\r\n]/g, '');
  // Unlike base64, line breaks are not counted.
  const problem = findProblem(clean, BASE32, 8, (pads) => [1, 3, 4, 6].includes(pads));
  if (problem !== undefined) return `illegal base32 data at input byte ${problem}`;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const c of clean.replace(/=+$/, '')) {
    bits = (bits << 5) | BASE32.indexOf(c);
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 0xff);
    bits &= (1 << held) - 1;
  }
  return decodeBytes(Uint8Array.from(bytes));
}
