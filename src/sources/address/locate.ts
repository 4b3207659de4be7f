import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { FetchError } from '../problem/fetch-error.ts';
import type { FetchSettings } from '../settings/fetch-settings.ts';
import { hostName, plainName } from '../settings/host-list.ts';
import { beforeMirror, mirrored, mirrorFor } from '../settings/mirrors.ts';
import { type AddressKind, addressKind } from './address-kind.ts';

/** Where to connect to for something. */
export interface Located {
  /** What to ask for: http only where a mirror is. */
  readonly url: URL;
  /** The only addresses that may be connected to, each checked. */
  readonly addresses: readonly string[];
  /** The host that a reference names, with its port where that is not the usual one. */
  readonly host: string;
  /** The host as people may read it; a mirror, and where one redirects to, has names that are nobody's business. */
  readonly shown: string;
}

/** What may be asked for, and how that is told. */
type Permitted = Omit<Located, 'addresses'>;

/** Hosts that alone may be asked. */
export interface OnlyHosts {
  readonly has: (url: URL) => boolean;
  /** In whose change all others are new. */
  readonly whose: string;
}

/** How something is asked for: by ssh only git asks, and only where the operator has a key for it. */
export type Transport = 'https' | 'https or ssh';

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
  readonly #isOffline: boolean;

  /**
   * @param only of what the settings allow, what whoever asks may have contacted; all of it where absent
   * @param isOffline whether nobody is asked for anything, and only what is here is used
   */
  constructor(settings: FetchSettings, resolve: Resolve = systemResolve, only?: OnlyHosts, isOffline = false) {
    this.#settings = settings;
    this.#resolve = resolve;
    this.#only = only;
    this.#isOffline = isOffline;
  }

  /**
   * @param address absolute, as a repository has it, or a server that redirects
   * @param from which redirects there
   * @throws FetchError `off`, `offline`, `bad-address`, `scheme`, `host-not-listed`, `forbidden-address`, `unreachable`
   */
  async locate(address: string, transport: Transport = 'https', from?: Located): Promise<Located> {
    const { url, host, shown } = this.#permit(address, transport, from);
    if (this.#isOffline) {
      throw new FetchError('offline', 'it is not here, and with --offline nothing is fetched', 'Run it once without.');
    }
    const name = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const found = isIP(name) === 0 ? await this.#resolved(name, shown) : [name];
    const kinds: readonly AddressKind[] = this.#settings.allow.has(url.hostname) ? ['public', 'private'] : ['public'];
    const addresses = found.filter((each) => kinds.includes(addressKind(each)));
    if (addresses.length > 0) return { url, addresses, host, shown };
    throw new FetchError(
      'forbidden-address',
      `${shown === hostName(url) ? url.hostname : shown} has no public address`,
      `If it is a host of yours, add it to FETCH_ALLOW.`,
    );
  }

  /**
   * Without asking for its addresses: also what is here already is only given to whom it may be.
   *
   * @returns what is asked for, at its mirror if there is one
   * @throws FetchError `off`, `bad-address`, `scheme`, `host-not-listed`
   */
  permit(address: string, transport: Transport = 'https'): URL {
    return this.#permit(address, transport).url;
  }

  /** @returns an address of a mirror as what it stands for */
  beforeMirrors(address: string): string {
    return beforeMirror(this.#settings.mirrors, address);
  }

  #permit(address: string, transport: Transport, from?: Located): Permitted {
    if (!this.#settings.isOn) throw new FetchError('off', 'nothing is fetched here', 'Set FETCH=on to fetch it.');
    const asked = parsed(address);
    const rule = mirrorFor(this.#settings.mirrors, asked.href);
    // Who lists a name as one that has a mirror has told it.
    const { host, shown } = (rule === undefined ? shownFrom(from) : undefined) ?? ofItself(asked);
    if (this.#only?.has(asked) === false && this.#settings.hosts?.has(asked.hostname) !== true) {
      throw new FetchError(
        'new-host',
        `it is not looked at: ${shown} is a new host in ${this.#only.whose}`,
        'Refer to that host in the base branch first, or have it listed in FETCH_HOSTS.',
      );
    }
    if (rule !== undefined) return { url: new URL(mirrored(rule, asked.href)), host, shown: `the mirror of ${host}` };
    if (asked.protocol === 'http:' && this.#isOfMirror(asked)) return { url: asked, host, shown };
    if (asked.protocol === 'ssh:') this.#refuseSsh(asked, transport);
    else if (asked.protocol !== 'https:') {
      const message = `nothing is fetched by ${asked.protocol.slice(0, -1)}`;
      throw new FetchError('scheme', message, 'Refer to it by https.');
    }
    if ((asked.username !== '' && asked.protocol !== 'ssh:') || asked.password !== '') {
      throw new FetchError('bad-address', 'the address holds credentials', 'Remove everything before the @.');
    }
    if (this.#settings.hosts?.has(asked.hostname) === false) {
      throw new FetchError(
        'host-not-listed',
        `${shown === host ? plainName(asked.hostname) : shown} is not in FETCH_HOSTS`,
        'Add it there if it may be asked.',
      );
    }
    return { url: asked, host, shown };
  }

  #refuseSsh(url: URL, transport: Transport): void {
    if (transport === 'https' || this.#settings.credentials.ssh === undefined) {
      const remedy =
        transport === 'https'
          ? 'Refer to it by https, or add a mirror of it to FETCH_MIRRORS.'
          : 'Refer to it by https, add a mirror of it to FETCH_MIRRORS, or a key by FETCH_SSH_KEY.';
      throw new FetchError('scheme', 'nothing is fetched by ssh', remedy);
    }
    // Of this scheme, hosts are not brought into one form, and all that is not plain may be read otherwise by others.
    const { username, hostname, pathname } = url;
    const plain = URL.canParse(`https://${hostname}`) ? new URL(`https://${hostname}`).hostname : '';
    if (plain === hostname && /^([a-z0-9_][\w.-]*)?$/i.test(username) && !/^\/?-/.test(pathname)) return;
    throw new FetchError('bad-address', 'it is not an address that ssh is given', 'Write it as ssh://git@host/path.');
  }

  /** A mirror without TLS may redirect within itself. */
  #isOfMirror({ origin, username, password }: URL): boolean {
    if (username !== '' || password !== '') return false;
    return this.#settings.mirrors.some(({ to }) => new URL(to).origin === origin);
  }

  async #resolved(name: string, shown: string): Promise<readonly string[]> {
    try {
      return await this.#resolve(name);
    } catch {
      throw new FetchError('unreachable', `${shown} cannot be resolved`, 'Check its spelling.');
    }
  }
}

/** Where a mirror redirects to is told of as little as the mirror itself; all others tell by themselves where they lead. */
function shownFrom(from: Located | undefined): Pick<Located, 'host' | 'shown'> | undefined {
  if (from === undefined || from.shown === from.host) return undefined;
  const { host } = from;
  return { host, shown: `what the mirror of ${host} redirects to` };
}

function ofItself(url: URL): Pick<Located, 'host' | 'shown'> {
  return { host: hostName(url), shown: hostName(url) };
}

function parsed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.hostname === '') {
    throw new FetchError('bad-address', 'it is not an address', 'Write it as https://host/path.');
  }
  url.hash = '';
  if (url.protocol === 'ssh:') url.hostname = url.hostname.toLowerCase();
  return url;
}
