import type { Asker } from './asker.ts';

/** A repository of GitHub that the App reviews. */
export interface Reviewed {
  readonly installation: number;
  /** `acme/fleet` */
  readonly repository: string;
}

/** What the operator lets be fetched with credentials, and for whom. */
export interface Grants {
  readonly askerFor: (reviewed: Reviewed) => Asker;
}

/** `acme/fleet → acme/app, registry.example/team/*` */
interface Grant {
  /** `acme/fleet`, or `acme/*`; in small letters, as GitHub takes names. */
  readonly to: string;
  /** Each as it is written, and what it covers. */
  readonly places: readonly { readonly word: string; readonly place: Place }[];
}

interface Place {
  /** With its port, unless it is the usual one. */
  readonly host: string;
  readonly segments: readonly string[];
}

const OWNER = '[a-z0-9][a-z0-9-]*';
const REPOSITORY = new RegExp(`^${OWNER}/(\\*|[a-z0-9_.-]+)$`, 'i');
const PLACE = /^[a-z0-9_.-]+(:\d{1,5})?(\/[^\s/?#%*]+)*(\/\*)?$/i;

/**
 * @param text `acme/fleet → acme/app, registry.example/team/*; acme/other -> acme/lib`
 * @param github the host that `acme/app` is on
 * @returns undefined where it is not written so
 */
export function readGrants(text: string, github: string): Grants | undefined {
  const grants = text
    .split(/[;\n]/)
    .filter((line) => line.trim() !== '')
    .map((line) => grantOf(line, github));
  if (!grants.every((grant) => grant !== undefined)) return undefined;
  return { askerFor: (reviewed) => askerOf(grants, reviewed, github) };
}

function grantOf(line: string, github: string): Grant | undefined {
  const [to = '', list = '', ...rest] = line.split(/→|->/);
  const words = list.split(/[\s,]+/).filter((word) => word !== '');
  const isRight = rest.length === 0 && REPOSITORY.test(to.trim()) && words.length > 0 && words.every(isPlace);
  if (!isRight) return undefined;
  return { to: to.trim().toLowerCase(), places: words.map((word) => ({ word, place: placeOfWord(word, github) })) };
}

/** A whole host only by its star: `example.com` alone may be half of a name. */
function isPlace(word: string): boolean {
  return PLACE.test(word) && word.includes('/');
}

/** What has no dot in its first part is a repository of GitHub. */
function placeOfWord(word: string, github: string): Place {
  const [first = '', ...segments] = word.split('/');
  if (!/[.:]/.test(first)) return { host: github, segments: word.toLowerCase().split('/') };
  const host = first.toLowerCase();
  return { host, segments: host === github ? segments.map((segment) => segment.toLowerCase()) : segments };
}

function askerOf(grants: readonly Grant[], { installation, repository }: Reviewed, github: string): Asker {
  const name = repository.toLowerCase();
  const all = `${name.split('/')[0]}/*`;
  const places = grants.filter(({ to }) => to === name || to === all).flatMap((grant) => grant.places);
  return {
    id: `installation ${installation} ${name}`,
    grantFor: (address) => {
      const asked = placeOfAddress(address, github);
      return asked && places.find(({ place }) => covers(place, asked))?.word;
    },
  };
}

/** What is there and below it; of a star, only what is below. */
function covers({ host, segments }: Place, asked: Place): boolean {
  const isBelow = segments.at(-1) === '*';
  const begin = isBelow ? segments.slice(0, -1) : segments;
  const isLong = isBelow ? asked.segments.length > begin.length : asked.segments.length >= begin.length;
  return host === asked.host && isLong && begin.every((segment, index) => segment === asked.segments[index]);
}

/** Schemes differ in how they are read: all are read as https here. What is written with hidden slashes has no place. */
function placeOfAddress(address: string, github: string): Place | undefined {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/is.exec(address) ?? [];
  const asHttps = `https://${rest}`;
  if (!URL.canParse(asHttps)) return undefined;
  const { hostname, port, pathname } = new URL(asHttps);
  if (/%2f|%5c|%2e/i.test(pathname) || /\\/.test(rest)) return undefined;
  const usual = scheme.toLowerCase() === 'ssh' ? '22' : scheme.toLowerCase() === 'http' ? '80' : '';
  const name = hostname.replace(/\.$/, '');
  const host = port === '' || port === usual ? name : `${name}:${port}`;
  const path = host === github ? pathname.toLowerCase() : pathname;
  const segments = path.replace(/^\/|\/+$/g, '').split('/');
  return { host, segments: segments.map((segment) => segment.replace(/\.git$/, '')) };
}
