import * as v from 'valibot';
import type { Credential } from '../contract/credential.ts';
import type { RegistryLogin } from '../credentials/read-docker-config.ts';
import { basic } from '../credentials/rights.ts';
import type { Downloads } from '../http/download.ts';
import { jsonIn } from '../http/json-in.ts';
import type { DownloadLimits } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Challenge } from './challenge.ts';
import type { OciRepository } from './repository.ts';

const Token = v.object({ token: v.optional(v.string()), access_token: v.optional(v.string()) });

/**
 * Gets a token for a repository: with a name and a password, with a token for tokens, or as anybody may.
 *
 * @returns the value of a header
 * @throws FetchError
 * @see https://distribution.github.io/distribution/spec/auth/token/, https://distribution.github.io/distribution/spec/auth/oauth/
 */
export async function tokenFor(
  downloads: Downloads,
  { name, right }: OciRepository,
  { realm, service, scope = `repository:${name}:pull` }: Challenge,
  limits: DownloadLimits,
): Promise<string> {
  const query = new URLSearchParams({ scope, ...(service === undefined ? {} : { service }) });
  const login = right.login();
  const asking = { credential: credentialFor(login, right.certificate) };
  const { bytes } =
    login?.kind === 'identity-token'
      ? await downloads.get(realm, limits, { ...asking, form: refresh(query, login.token) })
      : await downloads.get(`${realm}${realm.includes('?') ? '&' : '?'}${query}`, limits, asking);
  const read = v.safeParse(Token, jsonIn(bytes.toString('utf8')));
  const token = read.success ? (read.output.token ?? read.output.access_token) : undefined;
  if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
  throw new FetchError('bad-answer', 'the registry gives no token', 'Check the address.');
}

/** @returns what a registry, or who gives tokens for it, is told; it goes nowhere else */
export function credentialFor(
  login: RegistryLogin | undefined,
  certificate: Credential['certificate'],
): Credential | undefined {
  if (login?.kind === 'password') return { authorization: basic(login.login), certificate, isFor: () => false };
  return login === undefined && certificate === undefined ? undefined : { certificate, isFor: () => false };
}

function refresh(query: URLSearchParams, token: string): URLSearchParams {
  return new URLSearchParams([
    ...query,
    ['grant_type', 'refresh_token'],
    ['client_id', 'blast-radius'],
    ['refresh_token', token],
  ]);
}
