import { decodeBase64 } from '../../../yaml/node/decode-base64.ts';
import { isHarmless } from '../facts/harmless.ts';
import { matches, type Span } from './span.ts';

const SCHEME = 'bearer|basic|token|api-?key|digest|negotiate|splunk|key|bot|geniekey|gotify';

/** `Authorization: Bearer …` as a header, in JSON, in the configuration of a proxy, in a command. */
const AUTHORIZATION = new RegExp(
  `(?<![\\w.-])(?:proxy-)?authorization[\\s"'\\\\:=,]{1,12}(?:(${SCHEME})[ \\t]+)?["'\\\\]{0,4}([^\\s"'\`\\\\,;]{4,})`,
  'gi',
);

/** The value of such a header without its name. */
const CREDENTIALS = /(?<![\w-])(?:Bearer|Basic|Token|ApiKey|Bot|GenieKey)[ \t]+([\w.~+/=:-]{8,})/g;

/** @returns what headers give away: the credentials behind their scheme */
export function secretsInHeaders(text: string): readonly Span[] {
  return [...(/authorization/i.test(text) ? ofAuthorization(text) : []), ...withoutName(text)];
}

function ofAuthorization(text: string): readonly Span[] {
  return [...text.matchAll(AUTHORIZATION)].flatMap((match) => {
    const [whole, scheme, credentials = ''] = match;
    if (
      isHarmless(credentials) ||
      /^\\?\$|^[{<%]/.test(credentials) ||
      (scheme === undefined && !isLikeCredentials(credentials))
    )
      return [];
    const to = match.index + whole.length;
    return [{ from: to - credentials.length, to }];
  });
}

/** In prose a scheme is followed by words. */
function withoutName(text: string): readonly Span[] {
  return matches(text, CREDENTIALS).filter(({ from, to }) => {
    const credentials = text.slice(from, to);
    if (isHarmless(credentials)) return false;
    const isBasic = /Basic[ \t]+$/.test(text.slice(Math.max(0, from - 12), from));
    if (isBasic && decodeBase64(credentials)?.includes(':') === true) return true;
    return credentials.length >= 16 && isLikeCredentials(credentials);
  });
}

function isLikeCredentials(text: string): boolean {
  return (
    text.length >= 8 && /\d/.test(text) && /[A-Za-z]/.test(text) && !/[:/(){}[\]]/.test(text.replace(/[/=]+/g, ''))
  );
}
