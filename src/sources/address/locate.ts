import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { FetchError } from '../problem/fetch-error.ts';
import type { FetchSettings } from '../settings/fetch-settings.ts';
import { hostName, plainName } from '../settings/host-list.ts';
import { mirrored, mirrorFor } from '../settings/mirrors.ts';
import { type AddressKind, addressKind } from './address-kind.ts';

/** Where to connect to for something. */
export interface Located {
  /** What to ask for: http only where a mirror is. */
  readonly url: URL;
  /** The only addresses that may be connected to, each checked. */
  readonly addresses: readonly string[];
}

/** Hosts that alone may be asked. */
export interface OnlyHosts {
  readonly has: (url: URL) => boolean;
  /** In whose change all others are new. */
  readonly whose: string;
}

/** Gives all addresses of a name, as the system has them. */
export type Resolve = (name: string) => Promise<readonly string[]>;

const systemResolve: Resolve = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

/**
 * Finds out where an address leads, and whether it may be asked. Whoever connects must take one of the addresses that are
 * given, and not resolve again: a name may answer otherwise the next time.
 */
export class Locator {
  readonly #settings: FetchSettings;
  readonly #resolve: Resolve;
  readonly #only: OnlyHosts | undefined;

  /** @param only of what the settings allow, what whoever asks may have contacted; all of it where absent */
  constructor(settings: FetchSettings, resolve: Resolve = systemResolve, only?: OnlyHosts) {
    this.#settings = settings;
    this.#resolve = resolve;
    this.#only = only;
  }

  /**
   * @param address absolute, as a repository has it, or a server that redirects
   * @throws FetchError `off`, `bad-address`, `scheme`, `host-not-listed`, `forbidden-address`, `unreachable`
   */
  async locate(address: string): Promise<Located> {
    const url = this.permit(address);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const found = isIP(host) === 0 ? await this.#resolved(host) : [host];
    const kinds: readonly AddressKind[] = this.#settings.allow.has(url.hostname) ? ['public', 'private'] : ['public'];
    const addresses = found.filter((each) => kinds.includes(addressKind(each)));
    if (addresses.length > 0) return { url, addresses };
    throw new FetchError(
      'forbidden-address',
      `${url.hostname} has no public address`,
      `If it is a host of yours, add it to FETCH_ALLOW.`,
    );
  }

  /**
   * Without asking for its addresses: also what is here already is only given to whom it may be.
   *
   * @returns what is asked for, at its mirror if there is one
   * @throws FetchError `off`, `bad-address`, `scheme`, `host-not-listed`
   */
  permit(address: string): URL {
    if (!this.#settings.isOn) throw new FetchError('off', 'nothing is fetched here', 'Set FETCH=on to fetch it.');
    const asked = parsed(address);
    if (this.#only?.has(asked) === false && this.#settings.hosts?.has(asked.hostname) !== true) {
      throw new FetchError(
        'new-host',
        `it is not looked at: ${hostName(asked)} is a new host in ${this.#only.whose}`,
        'Refer to that host in the base branch first, or have it listed in FETCH_HOSTS.',
      );
    }
    const rule = mirrorFor(this.#settings.mirrors, asked.href);
    if (rule !== undefined) return new URL(mirrored(rule, asked.href));
    if (asked.protocol === 'http:' && this.#isOfMirror(asked)) return asked;
    if (asked.protocol !== 'https:') {
      const remedy =
        asked.protocol === 'ssh:'
          ? 'Refer to it by https, or add a mirror of it to FETCH_MIRRORS.'
          : 'Refer to it by https.';
      throw new FetchError('scheme', `nothing is fetched by ${asked.protocol.slice(0, -1)}`, remedy);
    }
    if (asked.username !== '' || asked.password !== '') {
      throw new FetchError('bad-address', 'the address holds credentials', 'Remove what stands before the @.');
    }
    if (this.#settings.hosts?.has(asked.hostname) === false) {
      throw new FetchError(
        'host-not-listed',
        `${plainName(asked.hostname)} is not in FETCH_HOSTS`,
        'Add it there if it may be asked.',
      );
    }
    return asked;
  }

  /** A mirror without TLS may redirect within itself. */
  #isOfMirror({ origin, username, password }: URL): boolean {
    if (username !== '' || password !== '') return false;
    return this.#settings.mirrors.some(({ to }) => new URL(to).origin === origin);
  }

  async #resolved(host: string): Promise<readonly string[]> {
    try {
      return await this.#resolve(host);
    } catch {
      throw new FetchError('unreachable', `${host} cannot be resolved`, 'Check its spelling.');
    }
  }
}

function parsed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.hostname === '') {
    throw new FetchError('bad-address', 'it is not an address', 'Write it as https://host/path.');
  }
  url.hash = '';
  return url;
}
