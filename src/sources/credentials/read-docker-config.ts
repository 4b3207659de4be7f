import * as v from 'valibot';
import type { Login } from './read-netrc.ts';

/** What a registry is told: a name and a password, or a token that it gives others for. */
export type RegistryLogin =
  | { readonly kind: 'password'; readonly login: Login }
  | { readonly kind: 'identity-token'; readonly token: string }
  /** Only a program knows it, which is not run. */
  | { readonly kind: 'helper' };

const Entry = v.object({
  auth: v.optional(v.string()),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
  identitytoken: v.optional(v.string()),
});

const Config = v.object({
  auths: v.optional(v.record(v.string(), Entry)),
  credHelpers: v.optional(v.record(v.string(), v.string())),
  credsStore: v.optional(v.string()),
});

/** Docker's own registry has a name in this file that is none of its hosts. */
const DOCKER_HUB = 'index.docker.io';

/**
 * @param text of the `config.json` of Docker
 * @returns for a registry's host, with its port, and a repository there, what is told to it; `undefined` where it is no such file
 * @see https://github.com/docker/cli/blob/master/cli/config/configfile/file.go
 */
export function readDockerConfig(
  text: string,
): ((host: string, repository: string) => RegistryLogin | undefined) | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Config), text);
  if (!read.success) return undefined;
  const { auths = {}, credHelpers = {}, credsStore = '' } = read.output;
  const entries = new Map(Object.entries(auths).map(([key, entry]) => [placeOf(key), entry]));
  const helped = new Set(Object.keys(credHelpers).map(placeOf));
  return (host, repository) => {
    const name = host.endsWith('.docker.io') ? DOCKER_HUB : host;
    // The entry that says most of the repository counts.
    const segments = repository.split('/');
    const places = segments.map((_, index) => [name, ...segments.slice(0, segments.length - index)].join('/'));
    const entry = [...places, name].map((place) => entries.get(place)).find((each) => each !== undefined);
    const login = entry && loginOf(entry);
    if (login !== undefined) return login;
    return helped.has(name) || (entry !== undefined && credsStore !== '') ? { kind: 'helper' } : undefined;
  };
}

/** Keys are hosts, or addresses of former versions of the protocol, and may go on with a repository. */
function placeOf(key: string): string {
  const place = key
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/(v[12]\/?)?$/, '');
  return place === 'docker.io' || place === 'registry-1.docker.io' ? DOCKER_HUB : place;
}

function loginOf({ auth, username, password, identitytoken }: v.InferOutput<typeof Entry>): RegistryLogin | undefined {
  if (identitytoken) return { kind: 'identity-token', token: identitytoken };
  const [, name, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth ?? '', 'base64').toString('utf8')) ?? [];
  if (name !== undefined && secret) return { kind: 'password', login: { name, password: secret.replace(/\0+$/, '') } };
  return username && password ? { kind: 'password', login: { name: username, password } } : undefined;
}
