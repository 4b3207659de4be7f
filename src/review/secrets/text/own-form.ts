import { decodeBase64 } from '../../../yaml/node/decode-base64.ts';
import { DOCKER_LOGINS, JWT, PASSWORD_HASH, TELEGRAM_TOKEN, TOKENS } from '../facts/formats.ts';
import { matches, type Span } from './span.ts';

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

/** A run as long as any token has it; most texts have none. */
const RUN = /[\w.~+/-]{14}/;

/** In characters: in a shorter text one look for all beginnings is faster than one for each. */
const SHORT = 2_000;
const ANY_START = new RegExp(
  TOKENS.flatMap(({ starts }) => starts.map((start) => start.replaceAll('.', '\\.'))).join('|'),
);

function tokens(text: string): readonly Span[] {
  if (!RUN.test(text) || (text.length < SHORT && !ANY_START.test(text))) return [];
  return TOKENS.flatMap(({ starts, rest }) =>
    starts.flatMap((start) => (text.includes(start) ? beginning(text, start, rest) : [])),
  );
}

/** What follows a letter or a digit is a part of something else, where it does not begin with a dot itself. */
function beginning(text: string, start: string, rest: RegExp): readonly Span[] {
  const spans: Span[] = [];
  for (let from = text.indexOf(start); from >= 0; from = text.indexOf(start, from)) {
    const behind = from + start.length;
    rest.lastIndex = behind;
    const isPart = start[0] !== '.' && /[A-Za-z0-9]/.test(text[from - 1] ?? '');
    const isToken = !isPart && rest.test(text);
    const to = isToken ? rest.lastIndex : behind;
    if (isToken) spans.push({ from, to });
    from = to;
  }
  return spans;
}

/** As PEM and OpenPGP write it, also where lines are written as `\n`; one without an end is secret to the text's. */
function privateKeys(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let from = text.indexOf('-----BEGIN '); from >= 0; from = text.indexOf('-----BEGIN ', from)) {
    const label = /^-----BEGIN ([A-Z0-9 ]{0,60})-----/.exec(text.slice(from, from + 80))?.[1];
    if (label === undefined || !/PRIVATE KEY(?: BLOCK)?$/.test(label)) {
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
  return matches(text, IN_BASE64).filter(({ from }) => {
    return /PRIVATE KEY/.test(decodeBase64(text.slice(from, from + 60)) ?? '');
  });
}
