import { createHash } from 'node:crypto';
import { encodeText } from '../../value/bytes.ts';

/** @returns the checksum of a text in hexadecimal. */
export function hash(algorithm: 'sha1' | 'sha256' | 'sha512', text: string): string {
  return createHash(algorithm).update(encodeText(text)).digest('hex');
}

/** @returns the Adler-32 checksum of a text, as a number. */
export function adler32(text: string): string {
  let a = 1;
  let b = 0;
  for (const byte of encodeText(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return String(b * 65536 + a);
}
