import { Buffer } from 'node:buffer';
import { secretsInText } from '../text/secrets-in-text.ts';

/** What may be shown wherever it is: anyone may know it. */
const PUBLIC = /^(?:ENC\[|age1|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2-)/;

/**
 * @param text a Secret's value
 * @returns how it may be written elsewhere: as it is, in base64, alone or within something longer, and line by line; not
 *   what could be anywhere by chance, nor certificates and public keys
 */
export function copiesOf(text: string | undefined): readonly string[] {
  const value = text?.trim() ?? '';
  if (value === '' || PUBLIC.test(value) || isCertificate(value)) return [];
  const inside = secretsInText(value).map(({ from, to }) => value.slice(from, to));
  const lines = value.includes('\n') ? value.split('\n').map((line) => line.trim()) : [];
  const parts = [...inside.filter(({ length }) => length >= 8), ...lines.filter(isParticular)];
  return [value, ...parts].filter(isRare).flatMap((each) => [each, ...inBase64(each)]);
}

/** Not a short text, a number or a word. */
function isRare(text: string): boolean {
  return text.length >= 6 && !/^(?:\d{1,7}|[a-z]{1,15}|[A-Z]?[a-z]{1,15}|[a-z]{2,10}[A-Z][a-z]{2,10})$/.test(text);
}

function isCertificate(text: string): boolean {
  return (
    /^-----BEGIN (?:TRUSTED )?(?:CERTIFICATE|PUBLIC KEY|X509 CRL)/.test(text) && !text.includes('PRIVATE KEY-----')
  );
}

/** In longer base64 a text begins at any of three places; what it shares with its neighbors is left off. */
function inBase64(text: string): readonly string[] {
  if (text.length < 8) return [];
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((offset) => {
    const shared = [0, 2, 3][offset] ?? 0;
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const whole = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = encoded.slice(shared, whole);
    return core.length < 8 ? [] : [core];
  });
}

/** Shapes that files of any kind have lines of. */
const COMMON = [
  /^[#;<>{}[\]()/*-]/,
  /^[\w."'-]+[ \t]*[:=]/,
  /[{}()<>="'`|&$#\\,;:](?:$|[ \t])|[ \t][{}()<>="'`|&$#\\;-]/,
  /^v?\d+(?:\.\d+)+(?:[-/+].*)?$/,
  /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:\/\S*)?$/i,
  /^[a-z][a-z0-9+.-]*:\/\/[^@]*$/,
  /^(?:~|\.{1,2})?(?:\/[\w.-]+)+\/?$/,
  /^[\w.-]+\/v\d/,
];

/** Whether one line of many would be secret alone: in base64, a word that no language has, several words. */
function isParticular(line: string): boolean {
  if (/^[A-Za-z0-9+/_-]{32,}={0,2}$/.test(line)) return true;
  if (line.length < 10 || COMMON.some((shape) => shape.test(line))) return false;
  const words = line.split(/[ \t]+/);
  const isPlain = words.every((word) => /^[A-Za-z]?[a-z]*[.!?]?$/.test(word));
  return isPlain ? words.length >= 4 : /\d/.test(line) && /[A-Za-z]/.test(line);
}
