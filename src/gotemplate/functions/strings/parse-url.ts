import { quoteText } from '../../format/quote.ts';
import { decodeBytes, encodeText } from '../../value/bytes.ts';

export interface Userinfo {
  readonly user: string;
  readonly password?: string;
}

/** A URL as Go's net/url takes it apart; path and fragment are decoded. */
export interface Url {
  readonly scheme: string;
  readonly opaque: string;
  readonly userinfo?: Userinfo;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what Go refuses.
const CONTROL = /[\x00-\x1f\x7f]/;

/** @returns a URL, or what Go says against it: `url.Parse` */
export function parseUrl(text: string): Url | string {
  const hash = text.indexOf('#');
  const whole = hash < 0 ? text : text.slice(0, hash);
  const url = parseWithoutFragment(whole);
  if (typeof url === 'string') return `parse ${quoteText(whole)}: ${url}`;
  const fragment = decodeEscapes(hash < 0 ? '' : text.slice(hash + 1));
  if (fragment !== undefined) return { ...url, fragment };
  return `parse ${quoteText(text)}: invalid URL escape ${quoteText(badEscape(text.slice(hash + 1)))}`;
}

function parseWithoutFragment(whole: string): Url | string {
  if (CONTROL.test(whole)) return 'net/url: invalid control character in URL';
  const scheme = readScheme(whole);
  if (scheme === undefined) return 'missing protocol scheme';
  let rest = scheme === '' ? whole : whole.slice(scheme.length + 1);
  let query = '';
  const mark = rest.indexOf('?');
  if (mark >= 0) {
    query = rest.slice(mark + 1);
    rest = rest.slice(0, mark);
  }
  const base = { scheme: scheme.toLowerCase(), opaque: '', host: '', path: '', query, fragment: '' };
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...base, opaque: rest };
    if (/^[^/]*:/.test(rest)) return 'first path segment in URL cannot contain colon';
  }
  if (!rest.startsWith('//') || (scheme === '' && rest.startsWith('///'))) return withPath(base, rest);
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const problem = checkHost(host);
  if (problem !== undefined) return problem;
  const userinfo = at < 0 ? undefined : readUserinfo(authority.slice(0, at));
  if (typeof userinfo === 'string') return userinfo;
  const found = { ...base, host: decodeEscapes(host) ?? host, ...(userinfo === undefined ? {} : { userinfo }) };
  return withPath(found, slash < 0 ? '' : rest.slice(slash));
}

function withPath(url: Url, raw: string): Url | string {
  const path = decodeEscapes(raw);
  return path === undefined ? `invalid URL escape ${quoteText(badEscape(raw))}` : { ...url, path };
}

/** @returns the scheme, empty where there is none, and `undefined` where only its colon is there */
function readScheme(text: string): string | undefined {
  if (text.startsWith(':')) return undefined;
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1] ?? '';
}

function checkHost(host: string): string | undefined {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']');
    if (end < 0) return "missing ']' in host";
    const port = host.slice(end + 1);
    return /^(:\d*)?$/.test(port) ? undefined : `invalid port ${quoteText(port)} after host`;
  }
  const colon = host.lastIndexOf(':');
  const port = colon < 0 ? '' : host.slice(colon);
  if (!/^(:\d*)?$/.test(port)) return `invalid port ${quoteText(port)} after host`;
  const bad = /[ <>"\\^`{|}]/.exec(host)?.[0];
  return bad === undefined ? undefined : `invalid character ${quoteText(bad)} in host name`;
}

function readUserinfo(text: string): Userinfo | string {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) return 'net/url: invalid userinfo';
  const colon = text.indexOf(':');
  const user = decodeEscapes(colon < 0 ? text : text.slice(0, colon));
  const password = colon < 0 ? undefined : decodeEscapes(text.slice(colon + 1));
  if (user === undefined) return `invalid URL escape ${quoteText(badEscape(text))}`;
  return password === undefined ? { user } : { user, password };
}

/** @returns a text with its escapes decoded; `undefined` where one is wrong */
export function decodeEscapes(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const bytes: number[] = [];
  for (const part of text.split(/(%[0-9a-fA-F]{2})/)) {
    if (/^%[0-9a-fA-F]{2}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...encodeText(part));
  }
  return decodeBytes(Uint8Array.from(bytes));
}

function badEscape(text: string): string {
  return /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text)?.[0] ?? '';
}

/** @returns credentials as a URL has them. */
export function showUserinfo({ user, password }: Userinfo): string {
  const written = (text: string): string => escapeAll(text, /[A-Za-z0-9\-_.~$&+,;=]/);
  return password === undefined ? written(user) : `${written(user)}:${written(password)}`;
}

/** @returns a URL as text: `URL.String` */
export function writeUrl(url: Url): string {
  const { scheme, opaque, userinfo, host, path, query, fragment } = url;
  let out = scheme === '' ? '' : `${scheme}:`;
  if (opaque !== '') out += opaque;
  else {
    if (scheme !== '' || host !== '' || userinfo !== undefined) {
      if (host !== '' || path !== '' || userinfo !== undefined) out += '//';
      if (userinfo !== undefined) out += `${showUserinfo(userinfo)}@`;
      out += escapeAll(host, /[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/);
    }
    const escaped = escapeAll(path, /[A-Za-z0-9\-_.~$&+,/:;=@]/);
    if (escaped !== '' && !escaped.startsWith('/') && host !== '') out += '/';
    if (out === '' && /^[^/]*:/.test(escaped)) out += './';
    out += escaped;
  }
  if (query !== '') out += `?${query}`;
  return fragment === '' ? out : `${out}#${escapeAll(fragment, /[A-Za-z0-9\-_.~$&+,/:;=?@!()*]/)}`;
}

function escapeAll(text: string, kept: RegExp): string {
  let out = '';
  for (const byte of encodeText(text)) {
    const c = String.fromCharCode(byte);
    out += byte < 0x80 && kept.test(c) ? c : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}
