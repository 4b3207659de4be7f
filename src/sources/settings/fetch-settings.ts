import { resolve } from 'node:path';
import { type Grants, readGrants } from './grants.ts';
import { type HostList, hostList, wrongHost } from './host-list.ts';
import { type MirrorRule, readMirror } from './mirrors.ts';
import { type HttpProxy, readProxy } from './proxy.ts';

/** Where the operator keeps credentials: absolute paths. They are read when they are used, as they may be exchanged. */
export interface CredentialFiles {
  readonly netrc: string | undefined;
  /** The `config.json` of Docker. */
  readonly dockerConfig: string | undefined;
  /** A folder that has `tls.crt` and `tls.key` in a folder for each host. */
  readonly clientCertificates: string | undefined;
  readonly ssh: SshFiles | undefined;
}

export interface SshFiles {
  readonly key: string;
  readonly knownHosts: string;
}

/** What an operator lets be fetched. */
export interface FetchSettings {
  readonly isOn: boolean;
  /** The only hosts that are asked; `undefined`: all. */
  readonly hosts: HostList | undefined;
  /** Hosts that may have private addresses. */
  readonly allow: HostList;
  readonly mirrors: readonly MirrorRule[];
  readonly proxy: HttpProxy | undefined;
  /** Absolute path of a file of certificates that are trusted too. */
  readonly authorities: string | undefined;
  readonly credentials: CredentialFiles;
  readonly grants: Grants;
}

/** A setting that is wrong: one sentence that names it and says what would be right. */
export class FetchSettingsError extends Error {}

/**
 * | variable                | default | meaning                                                                    |
 * | ----------------------- | ------- | -------------------------------------------------------------------------- |
 * | `FETCH`                 | `off`   | `on` fetches what a repository refers to elsewhere                         |
 * | `FETCH_HOSTS`           | all     | the only hosts that are asked; `*.example.com` for every name below one    |
 * | `FETCH_ALLOW`           | none    | hosts that may have addresses of this machine or of a private network      |
 * | `FETCH_MIRRORS`         | none    | `https://github.com/=https://git.example.com/`: where to ask instead       |
 * | `FETCH_PROXY`           | none    | `http://proxy.internal:3128`: through which public addresses are asked     |
 * | `FETCH_CA`              | none    | a file of certificates that are trusted beside the usual ones              |
 * | `FETCH_NETRC`           | none    | a netrc: names and passwords for hosts                                     |
 * | `DOCKER_CONFIG`         | none    | a folder with the `config.json` of Docker: credentials for registries      |
 * | `FETCH_SSH_KEY`         | none    | a private key without a passphrase, for `ssh`                              |
 * | `FETCH_SSH_KNOWN_HOSTS` | none    | the keys of hosts that are asked by `ssh`; no other is                     |
 * | `FETCH_CLIENT_CERTS`    | none    | a folder: `registry.example/tls.crt` and `registry.example/tls.key`        |
 * | `FETCH_GRANTS`          | none    | `acme/fleet -> acme/app registry.example/team/*; …`: who may use these     |
 *
 * Each list has commas or spaces between its words. `acme/app` is on `GHE_HOST`, or GitHub.
 *
 * @param variables usually `process.env`
 * @param otherwise whether something is fetched where `FETCH` does not say
 * @throws FetchSettingsError
 */
export function readFetchSettings(
  variables: Readonly<Record<string, string | undefined>>,
  otherwise: 'on' | 'off' = 'off',
): FetchSettings {
  const fetch = variables.FETCH?.trim() || otherwise;
  if (fetch !== 'on' && fetch !== 'off') throw new FetchSettingsError(`FETCH is "${fetch}"; it must be on or off.`);
  const hosts = wordsOf(variables.FETCH_HOSTS);
  const allow = hostsOf('FETCH_ALLOW', wordsOf(variables.FETCH_ALLOW));
  return {
    isOn: fetch === 'on',
    hosts: hosts.length === 0 ? undefined : hostsOf('FETCH_HOSTS', hosts),
    allow,
    mirrors: wordsOf(variables.FETCH_MIRRORS).map((word) => mirrorOf(word, allow)),
    proxy: proxyOf(variables.FETCH_PROXY),
    authorities: pathOf(variables.FETCH_CA),
    credentials: {
      netrc: pathOf(variables.FETCH_NETRC),
      dockerConfig: pathOf(variables.DOCKER_CONFIG, 'config.json'),
      clientCertificates: pathOf(variables.FETCH_CLIENT_CERTS),
      ssh: sshOf(pathOf(variables.FETCH_SSH_KEY), pathOf(variables.FETCH_SSH_KNOWN_HOSTS)),
    },
    grants: grantsOf(variables.FETCH_GRANTS, variables.GHE_HOST?.trim() || 'github.com'),
  };
}

function pathOf(variable: string | undefined, ...below: readonly string[]): string | undefined {
  const path = variable?.trim() ?? '';
  return path === '' ? undefined : resolve(path, ...below);
}

/** It may hold a password, and is not repeated. */
function proxyOf(variable: string | undefined): HttpProxy | undefined {
  const text = variable?.trim() ?? '';
  const proxy = readProxy(text);
  if (text === '' || proxy !== undefined) return proxy;
  throw new FetchSettingsError('FETCH_PROXY must be an address such as http://proxy.internal:3128.');
}

function sshOf(key: string | undefined, knownHosts: string | undefined): SshFiles | undefined {
  if (key !== undefined && knownHosts !== undefined) return { key, knownHosts };
  if (key === undefined && knownHosts === undefined) return undefined;
  throw new FetchSettingsError('FETCH_SSH_KEY and FETCH_SSH_KNOWN_HOSTS must be set together, or neither.');
}

function grantsOf(variable: string | undefined, github: string): Grants {
  const grants = readGrants(variable ?? '', github.toLowerCase());
  if (grants !== undefined) return grants;
  throw new FetchSettingsError(
    'FETCH_GRANTS must be a list such as acme/fleet -> acme/app registry.example/team/*; acme/other -> acme/lib.',
  );
}

function hostsOf(name: string, words: readonly string[]): HostList {
  const wrong = wrongHost(words);
  if (wrong === undefined) return hostList(words);
  throw new FetchSettingsError(
    `${name} holds "${wrong}"; it must be a list of hosts such as github.com, *.example.com.`,
  );
}

/** What is wrong is not repeated: it may hold a password. */
function mirrorOf(word: string, allow: HostList): MirrorRule {
  const mirror = readMirror(word);
  const to = mirror && new URL(mirror.to);
  if (to?.protocol === 'http:' && !allow.has(to.hostname))
    throw new FetchSettingsError(
      'FETCH_MIRRORS has a mirror without TLS whose host is not in FETCH_ALLOW; add it there, or give the mirror TLS.',
    );
  if (mirror !== undefined) return mirror;
  throw new FetchSettingsError(
    'FETCH_MIRRORS must be a list such as https://github.com/=https://git.example.com/github/, without passwords.',
  );
}

function wordsOf(list: string | undefined): readonly string[] {
  return (list ?? '').split(/[\s,]+/).filter((word) => word !== '');
}
