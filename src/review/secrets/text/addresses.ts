import { QUERY_NAMES, WEBHOOKS } from '../facts/formats.ts';
import { isHarmless } from '../facts/harmless.ts';
import { isSecretName } from '../facts/names.ts';
import type { Span } from './span.ts';
import { wordAt } from './written-value.ts';

/** @returns what addresses give away: a user's password, the path of a webhook, a token in a query. */
export function secretsInAddresses(text: string): readonly Span[] {
  const spans: Span[] = [];
  const last = text.lastIndexOf('@');
  for (let at = text.indexOf('://'); at >= 0 && at < last; at = text.indexOf('://', at + 3)) {
    if (!/[a-z0-9]/i.test(text[at - 1] ?? '')) continue;
    const password = passwordIn(text, at + 3, endOf(text, at + 3));
    if (password !== undefined) spans.push(password);
  }
  return [...spans, ...(text.includes('@tcp(') ? goNames(text) : []), ...webhooks(text), ...queries(text)];
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

/** The names of data sources as Go's MySQL driver has them: `user:password@tcp(host:3306)/db`. */
function goNames(text: string): readonly Span[] {
  return [...text.matchAll(/@tcp\(/g)].flatMap(({ index: to }) => {
    const before = text.slice(Math.max(0, to - 300), to);
    const start = Math.max(...[' ', '\n', '"', "'", '='].map((stop) => before.lastIndexOf(stop))) + 1;
    const colon = before.indexOf(':', start);
    if (colon < 0 || isHarmless(before.slice(colon + 1))) return [];
    return [{ from: to - before.length + colon + 1, to }];
  });
}

function webhooks(text: string): readonly Span[] {
  if (!/\b(?:hooks?|webhooks?|bot|trigger|integrations?)\b|webhook|telegram/.test(text)) return [];
  return WEBHOOKS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const from = match.index + match[0].length;
      const to = from + (/^[^\s"'<>`\\?#]*/.exec(text.slice(from, from + 1_000))?.[0].length ?? 0);
      return to === from || isHarmless(text.slice(from, to)) ? [] : [{ from, to }];
    }),
  );
}

const PARAMETER = /[?&]([\w.-]{1,60})=/g;

function queries(text: string): readonly Span[] {
  if (!text.includes('?')) return [];
  const spans: Span[] = [];
  for (const match of text.matchAll(PARAMETER)) {
    const [whole, name = ''] = match;
    const isInside = match.index < (spans.at(-1)?.to ?? 0);
    if (isInside || (!QUERY_NAMES.has(name.toLowerCase()) && !isSecretName(name))) continue;
    const value = wordAt(text, match.index + whole.length, PARAMETER_ENDS);
    if (!isHarmless(text.slice(value.from, value.to))) spans.push(value);
  }
  return spans;
}

const PARAMETER_ENDS = /[\s&?#"'<>`\\]/g;
