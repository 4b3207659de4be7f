import { family } from '../../value/family.ts';
import { GoError } from '../../value/go-error.ts';
import { kindName } from '../../value/kinds.ts';
import { GoMap } from '../../value/value.ts';
import { decodeEscapes, parseUrl, showUserinfo, writeUrl } from './parse-url.ts';

/** Functions on URLs. */
export const URLS = family('sprig url.go', {
  urlJoin: { takes: ['map'], run: joinUrl },
  urlParse: { takes: ['string'], run: splitUrl },
});

function splitUrl(text: string): GoMap {
  const url = parseUrl(text);
  if (typeof url === 'string') throw new GoError(`unable to parse url: ${url}`);
  const { host } = url;
  const hostname = host.startsWith('[') ? host.slice(1, host.indexOf(']')) : host.replace(/:\d*$/, '');
  return new GoMap([
    ['scheme', url.scheme],
    ['host', host],
    ['hostname', hostname],
    ['path', url.path],
    ['query', url.query],
    ['opaque', url.opaque],
    ['fragment', url.fragment],
    ['userinfo', url.userinfo === undefined ? '' : showUserinfo(url.userinfo)],
  ]);
}

function joinUrl(map: GoMap): string {
  const part = (key: string): string => {
    if (!map.has(key)) return '';
    const value = map.get(key);
    if (typeof value === 'string') return value;
    throw new GoError(`unable to parse ${key} key, must be of type string, but ${kindName(value)} found`);
  };
  const userinfo = part('userinfo');
  const [user = '', ...rest] = userinfo.split(':');
  const credentials = {
    user: decodeEscapes(user) ?? user,
    ...(rest.length > 0 ? { password: decodeEscapes(rest.join(':')) ?? '' } : {}),
  };
  return writeUrl({
    scheme: part('scheme'),
    host: part('host'),
    path: part('path'),
    query: part('query'),
    opaque: part('opaque'),
    fragment: part('fragment'),
    ...(userinfo === '' ? {} : { userinfo: credentials }),
  });
}
