import { Buffer } from 'node:buffer';
import { decodeBytes } from '../../value/bytes.ts';
import { family } from '../../value/family.ts';
import { allowText, GoError } from '../../value/go-error.ts';
import { type FunctionTable, type GoFunction, GoObject, type Value } from '../../value/value.ts';
import { fromBase64 } from '../encoding/base.ts';
import { encrypt } from './aes.ts';

type Entry = Omit<GoFunction, 'source'>;

/** @returns so many bytes that nobody can guess, or that stand for such */
export type RandomBytes = (count: number) => Uint8Array;

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
const BCRYPT = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const KEY_TYPES: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['', ['RSA PRIVATE KEY', 2349]],
  ['rsa', ['RSA PRIVATE KEY', 2349]],
  ['dsa', ['DSA PRIVATE KEY', 834]],
  ['ecdsa', ['EC PRIVATE KEY', 121]],
  ['ed25519', ['PRIVATE KEY', 48]],
]);

/** A certificate with its key, `sprig.certificate`. */
class Certificate extends GoObject {
  readonly #fields: ReadonlyMap<string, Value>;

  constructor(cert: string, key: string) {
    super('sprig.certificate');
    this.#fields = new Map([
      ['Cert', cert],
      ['Key', key],
    ]);
  }

  override get fields(): ReadonlyMap<string, Value> {
    return this.#fields;
  }
}

/**
 * @returns the functions whose result nobody can know before. Keys, certificates and hashes of passwords are random bytes
 * in the form and about the length of real ones, as none of them is ever used.
 */
export function randomFunctions(random: RandomBytes): FunctionTable {
  const pem = (type: string, bytes: number): string => writePem(type, random(bytes));
  const bcrypt = (text: string): string => {
    if (Buffer.byteLength(text) > 72)
      return 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes';
    return `$2a$10$${choose(BCRYPT, 53, random)}`;
  };
  const certificate = (): Certificate => new Certificate(pem('CERTIFICATE', 790), pem('RSA PRIVATE KEY', 1192));
  const certified = (...takes: GoFunction['takes']): Entry => ({ takes, run: certificate });
  const text = (alphabet: string): Entry => ({
    takes: ['int'],
    run: (count: bigint) => choose(alphabet, Number(count), random),
  });
  return family('sprig crypto.go, strings.go', {
    bcrypt: { takes: ['string'], run: bcrypt },
    buildCustomCert: { takes: ['string', 'string'], run: buildCertificate },
    encryptAES: { takes: ['string', 'string'], run: (key: string, plain: string) => encrypt(key, plain, random(16)) },
    genCA: certified('string', 'int'),
    genCAWithKey: certified('string', 'int', 'string'),
    genPrivateKey: { takes: ['string'], run: (type: string) => privateKey(type, pem) },
    genSelfSignedCert: certified('string', 'list', 'list', 'int'),
    genSelfSignedCertWithKey: certified('string', 'list', 'list', 'int', 'string'),
    genSignedCert: certified('string', 'list', 'list', 'int', 'any'),
    genSignedCertWithKey: certified('string', 'list', 'list', 'int', 'any', 'string'),
    htpasswd: {
      takes: ['string', 'string'],
      run: (user: string, password: string) =>
        user.includes(':') ? `invalid username: ${user}` : `${user}:${bcrypt(password)}`,
    },
    randAlpha: text(LETTERS),
    randAlphaNum: text(LETTERS + DIGITS),
    randAscii: text(ASCII),
    randBytes: { takes: ['int'], run: (count: bigint) => Buffer.from(random(allowed(count))).toString('base64') },
    randInt: { takes: ['int', 'int'], run: (least: bigint, end: bigint) => randomInteger(least, end, random) },
    randNumeric: text(DIGITS),
    shuffle: { takes: ['string'], run: (plain: string) => shuffle(plain, random) },
    uuidv4: { takes: [], run: () => uuid(random(16)) },
  });
}

function allowed(count: bigint): number {
  if (count < 0n) throw new GoError('runtime error: makeslice: len out of range');
  allowText(Number(count));
  return Number(count);
}

function choose(alphabet: string, count: number, random: RandomBytes): string {
  if (count <= 0) return '';
  allowText(count);
  const bytes = random(count * 2);
  const out = Buffer.alloc(count);
  for (let i = 0; i < count; i++)
    out[i] = alphabet.charCodeAt(((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)) % alphabet.length);
  return out.toString('latin1');
}

function randomInteger(least: bigint, end: bigint, random: RandomBytes): bigint {
  const range = end - least;
  if (range <= 0n) throw new GoError('invalid argument to Intn');
  return least + (BigInt(`0x${Buffer.from(random(8)).toString('hex')}`) % range);
}

function shuffle(text: string, random: RandomBytes): string {
  const characters = [...text.toWellFormed()];
  const bytes = random(characters.length * 2);
  for (let i = characters.length - 1; i > 0; i--) {
    const j = ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)) % (i + 1);
    const [a = '', b = ''] = [characters[i], characters[j]];
    characters[i] = b;
    characters[j] = a;
  }
  return characters.join('');
}

function uuid(bytes: Uint8Array): string {
  const marked = bytes.map((byte, i) => (i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = Buffer.from(marked).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function privateKey(type: string, pem: (type: string, bytes: number) => string): string {
  const found = KEY_TYPES.get(type);
  return found === undefined ? `Unknown type ${type}` : pem(...found);
}

function writePem(type: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${type}-----\n${lines.join('\n')}\n-----END ${type}-----\n`;
}

/** What is given is decoded and given back; whether it is a certificate is not looked at beyond its frame. */
function buildCertificate(cert: string, key: string): GoObject {
  const certBytes = fromBase64(cert);
  if (typeof certBytes === 'number') throw new GoError('unable to decode base64 certificate');
  const keyBytes = fromBase64(key);
  if (typeof keyBytes === 'number') throw new GoError('unable to decode base64 private key');
  const certText = decodeBytes(certBytes);
  if (!/-----BEGIN [^-]+-----[\s\S]+-----END [^-]+-----/.test(certText))
    throw new GoError('unable to decode certificate');
  const keyText = decodeBytes(keyBytes);
  if (!/-----BEGIN [^-]*PRIVATE KEY-----/.test(keyText))
    throw new GoError('error parsing private key: no PEM data in input');
  return new Certificate(certText, keyText);
}
