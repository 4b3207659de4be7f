import { DOCKER_LOGINS, JWT, PASSWORD_HASH, TELEGRAM_TOKEN } from '../facts/formats.ts';
import { matches, type Span } from './span.ts';
import { tokenStarts } from './token-starts.ts';

/** @returns what is secret by its own form: tokens, hashes of passwords, private keys, plain or in base64. */
export function secretForms(text: string): readonly Span[] {
  if (text.length < SHORTEST) return [];
  return [
    ...tokens(text),
    ...(text.includes(':AA') ? matches(text, TELEGRAM_TOKEN) : []),
    ...(text.includes('eyJ') ? [...matches(text, JWT), ...matches(text, DOCKER_LOGINS)] : []),
    ...(/[$}]/.test(text) ? matches(text, PASSWORD_HASH) : []),
    ...(text.includes('-----BEGIN ') ? privateKeys(text) : []),
    ...(text.includes(PEM_IN_BASE64) ? encodedKeys(text) : []),
  ];
}

/** In characters: no form is shorter. */
const SHORTEST = 16;

function tokens(text: string): readonly Span[] {
  const spans: Span[] = [];
  // Of each format, to where it was found: what is within a token is not looked at again.
  const done = new Map<RegExp, number>();
  for (const { at, start, rest } of tokenStarts(text)) {
    if (at < (done.get(rest) ?? 0)) continue;
    rest.lastIndex = at + start.length;
    if (!rest.test(text)) continue;
    spans.push({ from: at, to: rest.lastIndex });
    done.set(rest, rest.lastIndex);
  }
  return spans;
}

const PEM_HEADER = /-----BEGIN ([A-Z0-9 ]{0,49}PRIVATE KEY(?: BLOCK)?)-----/y;

/** As PEM and OpenPGP write it, also where lines are written as `\n`; one without an end is secret to the text's. */
function privateKeys(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let from = text.indexOf('-----BEGIN '); from >= 0; from = text.indexOf('-----BEGIN ', from)) {
    PEM_HEADER.lastIndex = from;
    const label = PEM_HEADER.exec(text)?.[1];
    if (label === undefined) {
      from += 11;
      continue;
    }
    const end = text.indexOf(`-----END ${label}-----`, from);
    const to = end < 0 ? text.length : end + label.length + 14;
    spans.push({ from, to });
    from = to;
  }
  return spans;
}

/** `-----BEGIN ` in base64. */
const PEM_IN_BASE64 = 'LS0tLS1CRUdJTi';
const IN_BASE64 = /LS0tLS1CRUdJTi[A-Za-z0-9+/]*={0,2}/g;

function encodedKeys(text: string): readonly Span[] {
  return matches(text, IN_BASE64).filter(({ from, to }) => isOfPrivateKey(text.slice(from, Math.min(to, from + 60))));
}

function isOfPrivateKey(encoded: string): boolean {
  const [plain = ''] = encoded.split('=');
  return atob(plain.length % 4 === 1 ? plain.slice(0, -1) : plain).includes('PRIVATE KEY');
}
