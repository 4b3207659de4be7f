import { isHarmless } from '../facts/harmless.ts';
import type { Span } from './span.ts';

const SCHEME = 'bearer|basic|token|api-?key|digest|negotiate|splunk|key|bot|geniekey|gotify';

/** `Authorization: Bearer …` as a header, in JSON, in the configuration of a proxy, in a command. */
const AUTHORIZATION = new RegExp(
  `(?<![\\w.-])(?:proxy-)?authorization[\\s"'\\\\:=,]{1,12}(?:(${SCHEME})[ \\t]+)?["'\\\\]{0,4}([^\\s"'\`\\\\,;]{4,})`,
  'gi',
);

/** The value of such a header without its name. */
const CREDENTIALS = /(?<![\w-])(Bearer|Basic|Token|ApiKey|Bot|GenieKey)[ \t]+([\w.~+/=:-]{8,})/g;

/** @returns what headers give away: the credentials behind their scheme */
export function secretsInHeaders(text: string): readonly Span[] {
  return [...(/authorization/i.test(text) ? ofAuthorization(text) : []), ...withoutName(text)];
}

function ofAuthorization(text: string): readonly Span[] {
  const spans: Span[] = [];
  AUTHORIZATION.lastIndex = 0;
  for (let match = AUTHORIZATION.exec(text); match !== null; match = AUTHORIZATION.exec(text)) {
    const [whole, scheme, credentials = ''] = match;
    if (scheme === undefined && !isLikeCredentials(credentials)) continue;
    if (/^\\?\$|^[{<%]/.test(credentials) || isHarmless(credentials)) continue;
    const to = match.index + whole.length;
    spans.push({ from: to - credentials.length, to });
  }
  return spans;
}

/** In prose a scheme is followed by words. */
function withoutName(text: string): readonly Span[] {
  const spans: Span[] = [];
  CREDENTIALS.lastIndex = 0;
  for (let match = CREDENTIALS.exec(text); match !== null; match = CREDENTIALS.exec(text)) {
    const [whole, scheme, credentials = ''] = match;
    const isBasic = scheme === 'Basic' && isUserInBase64(credentials);
    const isSecret = isBasic || (credentials.length >= 16 && isLikeCredentials(credentials));
    if (!isSecret || isHarmless(credentials)) continue;
    const to = match.index + whole.length;
    spans.push({ from: to - credentials.length, to });
  }
  return spans;
}

/** `user:password`: a colon is never a part of another character. */
function isUserInBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && atob(text).includes(':');
}

function isLikeCredentials(text: string): boolean {
  return (
    text.length >= 8 && /\d/.test(text) && /[A-Za-z]/.test(text) && !/[:/(){}[\]]/.test(text.replace(/[/=]+/g, ''))
  );
}
