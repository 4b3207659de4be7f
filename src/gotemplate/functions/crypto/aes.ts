import { Buffer } from 'node:buffer';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { decodeBytes, encodeText } from '../../value/bytes.ts';
import { GoError } from '../../value/go-error.ts';
import { fromBase64 } from '../encoding/base.ts';

const BLOCK = 16;

/** The key's bytes, filled up with zeros or cut. */
function keyOf(password: string): Uint8Array {
  const key = new Uint8Array(32);
  key.set(encodeText(password).subarray(0, 32));
  return key;
}

/** @returns a text encrypted by AES-256-CBC, behind its start, in base64: `encryptAES` */
export function encrypt(password: string, text: string, start: Uint8Array): string {
  if (text === '') return '';
  const cipher = createCipheriv('aes-256-cbc', keyOf(password), start);
  return Buffer.concat([start, cipher.update(encodeText(text)), cipher.final()]).toString('base64');
}

/** @returns what `encryptAES` encrypted: `decryptAES`. @throws GoError */
export function decrypt(password: string, crypted: string): string {
  if (crypted === '') return '';
  const bytes = fromBase64(crypted);
  if (typeof bytes === 'number') throw new GoError(`illegal base64 data at input byte ${bytes}`);
  if (bytes.length < BLOCK) {
    const capacity = Math.floor(crypted.length / 4) * 3;
    throw new GoError(`runtime error: slice bounds out of range [:${BLOCK}] with capacity ${capacity}`);
  }
  if (bytes.length === BLOCK) throw new GoError('runtime error: index out of range [-1]');
  if (bytes.length % BLOCK !== 0) throw new GoError('crypto/cipher: input not full blocks');
  const decipher = createDecipheriv('aes-256-cbc', keyOf(password), bytes.subarray(0, BLOCK)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes.subarray(BLOCK)), decipher.final()]);
  const length = plain.length - (plain.at(-1) ?? 0);
  if (length < 0) throw new GoError(`runtime error: slice bounds out of range [:${length}]`);
  return decodeBytes(plain.subarray(0, length));
}
