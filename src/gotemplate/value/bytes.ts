import { Buffer } from 'node:buffer';

/**
 * Go's strings are bytes. Ours are text in which a byte that is not part of UTF-8 stands as a lone surrogate from U+DC80
 * to U+DCFF.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the range of one-byte characters.
const ASCII = /^[\x00-\x7f]*$/;

const MOST_BYTES_OF_A_UNIT = 3;

/** @returns whether each character of a text is one byte, so that counting characters is counting bytes. */
export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** @returns whether some bytes of a text are not UTF-8. */
export function hasStrayBytes(text: string): boolean {
  return !text.isWellFormed();
}

/** @returns the bytes of a text. */
export function encodeText(text: string): Uint8Array {
  if (!hasStrayBytes(text)) return Buffer.from(text, 'utf8');
  const bytes = Buffer.allocUnsafe(text.length * MOST_BYTES_OF_A_UNIT);
  let end = 0;
  for (let i = 0; i < text.length; ) {
    const c = text.codePointAt(i) ?? 0;
    const units = c > 0xffff ? 2 : 1;
    if (c >= 0xdc80 && c <= 0xdcff) bytes[end++] = c - 0xdc00;
    else if (c < 0x80) bytes[end++] = c;
    else end += bytes.write(text.slice(i, i + units), end, 'utf8');
    i += units;
  }
  return Buffer.from(bytes.subarray(0, end));
}

/** @returns the text of bytes, which may hold some that are not UTF-8. */
export function decodeBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!text.includes('\ufffd')) return text;
  const units = new Uint16Array(bytes.length);
  let end = 0;
  for (let i = 0; i < bytes.length; ) {
    const width = characterAt(bytes, i);
    const c = width === 0 ? 0xdc00 + (bytes[i] ?? 0) : codePointAt(bytes, i, width);
    if (c > 0xffff) {
      units[end++] = 0xd800 + ((c - 0x10000) >> 10);
      units[end++] = 0xdc00 + (c & 0x3ff);
    } else units[end++] = c;
    i += Math.max(1, width);
  }
  return Buffer.from(units.buffer, 0, end * 2).toString('utf16le');
}

/** @returns how many bytes a text has. */
export function byteLength(text: string): number {
  if (isAscii(text)) return text.length;
  return hasStrayBytes(text) ? encodeText(text).length : Buffer.byteLength(text, 'utf8');
}

/** @returns the text between two bytes, cut within a character where Go would. */
export function sliceBytes(text: string, start: number, end?: number): string {
  if (isAscii(text)) return text.slice(start, end);
  return decodeBytes(encodeText(text).subarray(start, end));
}

/** @returns text in which bytes that came apart and together again are characters again. */
export function joinBytes(text: string): string {
  return hasStrayBytes(text) ? decodeBytes(encodeText(text)) : text;
}

/** @returns the byte that a lone surrogate stands for. */
export function strayByte(character: string): number | undefined {
  const c = character.charCodeAt(0);
  return character.length === 1 && c >= 0xdc80 && c <= 0xdcff ? c - 0xdc00 : undefined;
}

/** @returns the character of some bytes that are one */
function codePointAt(bytes: Uint8Array, at: number, width: number): number {
  const first = bytes[at] ?? 0;
  let c = width === 1 ? first : first & (0xff >> (width + 1));
  for (let i = 1; i < width; i++) c = (c << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return c;
}

/** @returns the width of the character that begins at a byte, or 0 where none does: `utf8.DecodeRune`. */
function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const width =
    first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  if (width === 0 || at + width > bytes.length) return 0;
  for (let i = 1; i < width; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return width;
}

/**
 * @param change works on a text of one character for each byte, as Go's functions that count bytes do
 * @returns the changed text
 */
export function throughBytes(text: string, change: (bytes: string) => string): string {
  if (isAscii(text)) return change(text);
  const bytes = Buffer.from(encodeText(text)).toString('latin1');
  return decodeBytes(Buffer.from(change(bytes), 'latin1'));
}
