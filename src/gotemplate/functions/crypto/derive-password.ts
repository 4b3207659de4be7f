import { Buffer } from 'node:buffer';
import { createHmac, scryptSync } from 'node:crypto';
import { encodeText } from '../../value/bytes.ts';
import type { SizedInteger } from '../../value/number.ts';

const SEED = 'com.lyndir.masterpassword';
const COST = { N: 32_768, r: 8, p: 2, maxmem: 64 * 1024 * 1024 };

/** The shapes of passwords, each letter a set of characters. */
const SHAPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['maximum', ['anoxxxxxxxxxxxxxxxxx', 'axxxxxxxxxxxxxxxxxno']],
  [
    'long',
    (
      'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
      'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
      'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno'
    ).split(' '),
  ],
  ['medium', ['CvcnoCvc', 'CvcCvcno']],
  ['short', ['Cvcn']],
  ['basic', ['aaanaaan', 'aannaaan', 'aaannaaa']],
  ['pin', ['nnnn']],
]);
const VOWELS = 'AEIOU';
const CONSONANTS = 'BCDFGHJKLMNPQRSTVWXYZ';
const LETTERS = `${VOWELS}${VOWELS.toLowerCase()}${CONSONANTS}${CONSONANTS.toLowerCase()}`;
const SETS: ReadonlyMap<string, string> = new Map([
  ['V', VOWELS],
  ['C', CONSONANTS],
  ['v', VOWELS.toLowerCase()],
  ['c', CONSONANTS.toLowerCase()],
  ['A', VOWELS + CONSONANTS],
  ['a', LETTERS],
  ['n', '0123456789'],
  ['o', "@&%?,=[]_:-+*$#!'^~;()/."],
  ['x', `${LETTERS}0123456789!@#$%^&*()`],
]);

/** @returns a password that is the same for the same site, user and master password: `derivePassword` */
export function derivePassword(
  counter: SizedInteger,
  type: string,
  password: string,
  user: string,
  site: string,
): string {
  const shapes = SHAPES.get(type);
  if (shapes === undefined) return `cannot find password template ${type}`;
  const key = scryptSync(encodeText(password), Buffer.concat([Buffer.from(SEED), sized(user)]), 64, COST);
  const message = Buffer.concat([Buffer.from(SEED), sized(site), number(Number(counter.value))]);
  const seed = createHmac('sha256', key).update(message).digest();
  const shape = shapes[(seed[0] ?? 0) % shapes.length] ?? '';
  return [...shape]
    .map((letter, i) => {
      const set = SETS.get(letter) ?? '';
      return set.charAt((seed[i + 1] ?? 0) % set.length);
    })
    .join('');
}

function sized(text: string): Buffer {
  const bytes = encodeText(text);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
