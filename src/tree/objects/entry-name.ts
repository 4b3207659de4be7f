import { Buffer, isUtf8 } from 'node:buffer';

/** Where bytes that are not UTF-8 go: a lone low surrogate, which no valid UTF-8 decodes to (as Python's PEP 383). */
const ESCAPE = 0xdc00;

/**
 * A file's name as text. To git and Linux a name is bytes; two different names must stay different here, and come back
 * as the same bytes, whatever they hold.
 *
 * @returns UTF-8 decoded; in a name that is not valid UTF-8, every byte above 0x7f as U+DC80 … U+DCFF
 */
export function decodeEntryName(name: Buffer): string {
  if (isUtf8(name)) return name.toString('utf8');
  return String.fromCharCode(...Array.from(name, (byte) => (byte < 0x80 ? byte : ESCAPE + byte)));
}

/** @returns the bytes that {@link decodeEntryName} was given. */
export function encodeEntryName(name: string): Buffer {
  const utf8 = Buffer.from(name, 'utf8');
  if (utf8.toString('utf8') === name) return utf8;
  return Buffer.from(Array.from(name, (unit) => unit.charCodeAt(0) & 0xff));
}
