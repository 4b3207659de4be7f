import { isSecretName } from '../../../kubernetes/facts/secret-names.ts';
import { onceInARow } from '../../../memo/by-value.ts';
import { QUERY_NAMES, WEBHOOKS } from '../facts/formats.ts';
import { isHarmless } from '../facts/harmless.ts';
import { dataSourcePasswords } from './data-sources.ts';
import { matches, type Span } from './span.ts';
import { isOfName, wordAt } from './written-value.ts';

/** @returns what addresses give away: a user's password, the path of a webhook, a token in a query. */
export function secretsInAddresses(text: string): readonly Span[] {
  const spans: Span[] = [];
  const last = text.lastIndexOf('@');
  for (let at = text.indexOf('://'); at >= 0 && at < last; at = text.indexOf('://', at + 3)) {
    if (!/[a-z0-9]/i.test(text[at - 1] ?? '')) continue;
    const password = passwordIn(text, at + 3, endOf(text, at + 3));
    if (password !== undefined) spans.push(password);
  }
  const withoutScheme = last < 0 ? [] : matches(text, WITHOUT_SCHEME).filter((span) => !isHarmless(partOf(text, span)));
  return [...spans, ...withoutScheme, ...dataSourcePasswords(text), ...webhooks(text), ...queries(text)];
}

const HOST = '(?:[\\w-]{1,63}\\.){1,10}[a-z]{2,24}|\\d[\\d.]{6,14}';
const ADDRESS = `(?:${HOST}|[a-z][\\w-]{0,62})(?::\\d{1,5})?/|(?:${HOST})(?::\\d{1,5})?$`;

/** As of an image, `user:password@host/name`; what stands behind the `@` of a digest is no host. */
const WITHOUT_SCHEME = new RegExp(
  `(?<![\\w.:/@-])(?!mailto:|sip:|xmpp:)[\\w.-]{1,64}:([^\\s"'<>\`@/:,]{1,256})@(?=${ADDRESS})`,
  'gi',
);

function partOf(text: string, { from, to }: Span): string {
  return text.slice(from, to);
}

/** An address in a text ends at the first space, quote or bracket; within a password there may be anything else. */
function endOf(text: string, from: number): number {
  STOP.lastIndex = from;
  return STOP.exec(text)?.index ?? text.length;
}

const STOP = /[\s"'<>`]|\\n|:\/\//g;

/** `user:password@host`; what stands behind a colon without `@` is a port. */
function passwordIn(text: string, from: number, to: number): Span | undefined {
  const address = text.slice(from, to);
  const colon = address.indexOf(':');
  const slash = address.search(/[/?#]/);
  if (colon < 0) return undefined;
  // A password with a slash in it is not allowed, and is written all the same.
  const isInAuthority = slash < 0 || colon < slash;
  const isPort = /^:(?:\d{1,5}|\$\{[^{}]*\})(?:[/?#,]|$)/.test(address.slice(colon, colon + 80));
  if (!isInAuthority || isPort) return undefined;
  const rest = slash < 0 ? address : address.slice(0, slash);
  const at = rest.includes('@') ? rest.lastIndexOf('@') : address.lastIndexOf('@');
  if (at <= colon + 1 || isHarmless(address.slice(colon + 1, at))) return undefined;
  return { from: from + colon + 1, to: from + at };
}

const WEBHOOK = new RegExp(WEBHOOKS.map(({ source }) => source).join('|'), 'g');
const HOOK_ENDS = /[\s"'<>`\\?#]/g;

/** In characters: what is secret of a webhook is not longer. */
const LONGEST_HOOK = 1_000;

function webhooks(text: string): readonly Span[] {
  if (!MAY_BE_HOOK.test(text)) return [];
  const spans: Span[] = [];
  let end = 0;
  for (const { to: from } of matches(text, WEBHOOK)) {
    if (from >= end) end = wordAt(text, from, HOOK_ENDS).to;
    const to = Math.min(end, from + LONGEST_HOOK);
    // One within another is as secret.
    const isInside = from < (spans.at(-1)?.to ?? 0);
    if (isInside || (to > from && !isHarmless(text.slice(from, to)))) spans.push({ from, to });
  }
  return spans;
}

const MAY_BE_HOOK = /\.(?:com|org|cn)\//;

function queries(text: string): readonly Span[] {
  if (!text.includes('?')) return [];
  const spans: Span[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== QUESTION && code !== AMPERSAND) continue;
    const equals = parameterEnd(text, at + 1);
    if (equals === undefined || !givesAccess(text.slice(at + 1, equals))) continue;
    const value = wordAt(text, equals + 1, PARAMETER_ENDS);
    at = equals;
    if (value.to === value.from || isHarmless(text.slice(value.from, value.to))) continue;
    spans.push(value);
    at = Math.max(at, value.to - 1);
  }
  return spans;
}

/** @returns where the `=` behind a parameter's name stands; `undefined` where there is no name, or none that short */
function parameterEnd(text: string, from: number): number | undefined {
  const most = Math.min(text.length, from + LONGEST_PARAMETER);
  let at = from;
  while (at < most && isOfName(text.charCodeAt(at))) at++;
  return at > from && text.charCodeAt(at) === EQUALS ? at : undefined;
}

const givesAccess = onceInARow((name) => isSecretName(name) || QUERY_NAMES.has(name.toLowerCase()));

/** In characters. */
const LONGEST_PARAMETER = 60;
const AMPERSAND = 38;
const EQUALS = 61;
const QUESTION = 63;

const PARAMETER_ENDS = /[\s&?#"'<>`\\]/g;
