import { LRUCache } from 'lru-cache';
import { type SourceRef, sourceKey } from '../tree/sources/source-ref.ts';
import type { Resolve } from './address/locate.ts';
import type { FetchWatch, HostsWatch } from './contract/fetch-watch.ts';
import type { GitAccess, ObjectFormat } from './contract/git-access.ts';
import type { OnlyHosts } from './contract/only-hosts.ts';
import type { Answer, Unavailable } from './contract/source-ref.ts';
import { Credentials } from './credentials/credentials.ts';
import type { GitHubTokens } from './credentials/github-tokens.ts';
import { type Fetched, Fetchers, type FetchFor, type Store } from './fetchers.ts';
import { hostOf, hostsLedTo } from './host-of.ts';
import { FetchError, type FetchErrorCode } from './problem/fetch-error.ts';
import { ANYBODY, type Asker } from './settings/asker.ts';
import type { FetchSettings } from './settings/fetch-settings.ts';
import type { Reviewed } from './settings/grants.ts';
import { Artifacts } from './store/artifacts.ts';
import { Revisions } from './store/revisions.ts';

/** Is told what becomes of references. */
export interface SourcesObserver {
  /** @param how whether somebody had to be asked */
  readonly resolved: (kind: SourceRef['kind'], how: 'kept' | 'fetched') => void;
  readonly received: (bytes: number) => void;
  readonly failed: (code: FetchErrorCode) => void;
}

interface SourcesOptions {
  readonly settings: FetchSettings;
  /** Absolute path of the folder that keeps what was fetched. */
  readonly directory: string;
  readonly git: GitAccess;
  /** How long it holds what a reference that may move led to; in milliseconds. */
  readonly freshFor: number;
  /** How much is kept on the disk. */
  readonly mostBytes?: number;
  /** The system's by default. */
  readonly resolveName?: Resolve;
  readonly observer?: SourcesObserver;
  /** Whether only what is here is used, however old it is. */
  readonly isOffline?: boolean;
  /** What the App may read where it is installed. */
  readonly github?: GitHubTokens;
}

/** How references are resolved. */
interface ResolveOptions {
  /** How the repository that refers to them names its objects. */
  readonly format: ObjectFormat;
  /** Anybody, where it is not said, who has no credentials. */
  readonly asker?: Asker;
  /** Absent: all that the settings allow is contacted. */
  readonly only?: OnlyHosts | undefined;
  /** Ends it before its time: with a FetchError as its reason, each reference that is left is not to be had because of it. */
  readonly signal?: AbortSignal | undefined;
  readonly watch?: HostsWatch | undefined;
}

/** Fetches at once. */
const SIDE_BY_SIDE = 8;
const MOST_BYTES = 4 * 1024 ** 3;
/** Those whose connections are kept. */
const MOST_ASKERS = 50;

/** What lies elsewhere: fetched, and kept on the disk. */
export class Sources {
  readonly #store: Store;
  readonly #observer: SourcesObserver | undefined;
  readonly #ofAskers = new LRUCache<string, Fetchers>({ max: MOST_ASKERS, dispose: (each) => each.close() });
  readonly #limited = new WeakMap<OnlyHosts, Fetchers>();
  readonly #credentials: Credentials;

  constructor(options: SourcesOptions) {
    const { settings, directory, git, freshFor, mostBytes = MOST_BYTES, resolveName, isOffline = false } = options;
    const artifacts = new Artifacts(directory, mostBytes);
    const revisions = new Revisions(directory, isOffline ? Number.POSITIVE_INFINITY : freshFor);
    this.#store = { settings, directory, resolveName, isOffline, git, artifacts, revisions };
    this.#observer = options.observer;
    this.#credentials = new Credentials(settings.credentials, options.github);
  }

  /** @returns what a repository of GitHub is to whoever fetches for it: what is granted to it */
  askerFor(reviewed: Reviewed): Asker {
    return this.#store.settings.grants.askerFor(reviewed);
  }

  /**
   * @param wanted by keys of the caller
   * @returns something for each key; it is not thrown for what cannot be had
   */
  async resolve(wanted: ReadonlyMap<string, SourceRef>, options: ResolveOptions): Promise<ReadonlyMap<string, Answer>> {
    const { asker = ANYBODY, signal, watch } = options;
    const holdings = await this.#credentials.read();
    const waiting = [...wanted];
    const resolved = new Map<string, Answer>();
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [key, source] = next;
        resolved.set(key, await this.#resolve(source, options, { asker, holdings, signal }, watch));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    return resolved;
  }

  /**
   * @returns the hosts that references lead to: those that they name, and those that they were redirected to, as
   *   `only` has them
   */
  async hostsOf(references: Iterable<SourceRef>): Promise<ReadonlySet<string>> {
    const hosts = await Promise.all(
      [...references].map(async (source) => {
        const led = await this.#store.revisions.find(placeOfHosts(source), 'for good');
        return [hostOf(source), ...hostsLedTo(source, led?.split(' ') ?? [])];
      }),
    );
    return new Set(hosts.flat().filter((host) => host !== undefined));
  }

  /** Lets go of connections. */
  close(): void {
    this.#ofAskers.clear();
  }

  async #resolve(
    source: SourceRef,
    { format, only, signal }: ResolveOptions,
    fetchFor: Omit<FetchFor, 'watch'>,
    watch: HostsWatch | undefined,
  ): Promise<Answer> {
    const hosts = new Set<string>();
    let latest = '';
    const watching: FetchWatch = {
      asked: (host, known) => {
        latest = known;
        hosts.add(host);
        watch?.asked(known);
      },
      received: (bytes) => {
        this.#observer?.received(bytes);
        watch?.received(latest, bytes);
      },
    };
    try {
      signal?.throwIfAborted();
      const fetchers = this.#fetchersFor(fetchFor.asker, only);
      const fetched = await fetchers.fetch(source, format, { ...fetchFor, watch: watching });
      this.#observer?.resolved(source.kind, hosts.size === 0 ? 'kept' : 'fetched');
      return asResolved(fetched);
    } catch (error) {
      const why = unavailable(signal?.aborted === true ? endedBy(signal) : error);
      this.#observer?.failed(why.code);
      return why;
    } finally {
      const isLed = hostsLedTo(source, [...hosts]).some((host) => host !== hostOf(source));
      if (isLed && only === undefined) await this.#store.revisions.keep(placeOfHosts(source), [...hosts].join(' '));
    }
  }

  #fetchersFor({ id }: Asker, only: OnlyHosts | undefined): Fetchers {
    const kept = only === undefined ? this.#ofAskers.get(id) : this.#limited.get(only);
    if (kept !== undefined) return kept;
    const fetchers = new Fetchers(this.#store, only);
    if (only === undefined) this.#ofAskers.set(id, fetchers);
    else this.#limited.set(only, fetchers);
    return fetchers;
  }
}

/** Where it is kept which hosts a reference has led to. */
function placeOfHosts(source: SourceRef): readonly string[] {
  return ['hosts', sourceKey(source)];
}

function endedBy({ reason }: AbortSignal): FetchError {
  if (reason instanceof FetchError) return reason;
  return new FetchError('too-slow', 'it was given up before it was there', 'Try again.');
}

/** What nobody finds who asks for the same. */
const NOWHERE: readonly FetchErrorCode[] = ['no-such-ref', 'bad-range'];

function unavailable(error: unknown): Unavailable {
  if (!(error instanceof FetchError)) throw error;
  const why = { kind: 'unavailable', code: error.code, reason: error.message, remedy: error.remedy } as const;
  return NOWHERE.includes(error.code) ? { ...why, isGone: true } : why;
}

function asResolved(fetched: Fetched): Answer {
  if (fetched.kind === 'present') return fetched;
  const { kind, id, revision, directory, follows, lacking } = fetched;
  const more = { ...(follows === undefined ? {} : { follows }), ...(lacking === undefined ? {} : { lacking }) };
  return { kind, id, revision, ...more, gitDirectory: directory };
}
