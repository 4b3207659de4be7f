import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectId } from '../objects/object-loader.ts';
import { configured } from '../process/configured.ts';
import { GitError } from '../process/git-error.ts';
import { type GitRun, runGit } from '../process/run-git.ts';
import { type SshKeys, sshCommand } from './ssh-command.ts';

/** A repository of others, at addresses that somebody has checked. */
export interface PinnedRemote {
  /** http or https, without credentials; or ssh. */
  readonly url: URL;
  /** The only ones that are connected to. */
  readonly addresses: readonly string[];
  /** The value of a header. */
  readonly authorization?: string | undefined;
  /** Absolute paths of files in PEM. */
  readonly certificate?: { readonly certificate: string; readonly key: string } | undefined;
  /** Absolute path of all certificates that are trusted; those of the system by default. */
  readonly authorities?: string | undefined;
  /** Must be there for ssh, as must the relay. */
  readonly ssh?: SshKeys | undefined;
  /** A port of this machine that leads to the addresses: a proxy for https, the host itself for ssh. */
  readonly relay?: number | undefined;
}

export interface FetchLimits {
  /** Of what is downloaded. */
  readonly bytes: number;
  /** In milliseconds. */
  readonly time: number;
  /** Told how many bytes more have come. */
  readonly received?: ((bytes: number) => void) | undefined;
}

/** How often the size of what has come is looked at. In milliseconds. */
const LOOKS = 200;

/**
 * @param gitDirectory absolute path of any git directory of our own: git is started inside it
 * @param refs full names: `HEAD`, `refs/heads/main`; or `refs/tags/*`
 * @returns of those that the remote has, the id of each; that of the commit of a tag under its name and `^{}`
 * @throws GitError `refused`, `unreachable`, `timed-out`, `aborted`
 * @see https://git-scm.com/docs/git-ls-remote
 */
export async function refsOf(
  gitDirectory: string,
  remote: PinnedRemote,
  refs: readonly string[],
  limits: FetchLimits,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { config, ...settings } = settingsFor(remote);
  const { stdout } = await runGit({
    gitDirectory,
    args: [...config, 'ls-remote', '--', remote.url.href, ...refs.flatMap((ref) => [ref, `${ref}^{}`])],
    doing: `asking ${remote.url.host} for its branches and tags`,
    ...settings,
    timeLimit: limits.time,
    signal,
  });
  const lines = stdout.toString('utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [id = '', ref = ''] = line.split('\t');
      return isObjectId(id) && isAsked(ref.replace(/\^\{\}$/, ''), refs) ? [[ref, id] as const] : [];
    }),
  );
}

/** Git answers to the end of a name as well: `refs/heads/main` to `refs/heads/refs/heads/main`. */
function isAsked(ref: string, refs: readonly string[]): boolean {
  return refs.includes(ref) || refs.some((each) => each.endsWith('/*') && ref.startsWith(each.slice(0, -1)));
}

/**
 * Fetches what an object leads to, without its history.
 *
 * @param gitDirectory absolute path of a bare directory of our own
 * @param id of a commit, or of a tag
 * @returns the id of its tree
 * @throws GitError `too-large` and those of {@link refsOf}
 */
export async function fetchTree(
  gitDirectory: string,
  remote: PinnedRemote,
  id: string,
  limits: FetchLimits,
  signal?: AbortSignal,
): Promise<string> {
  const { config, ...settings } = settingsFor(remote);
  const manners = ['--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];
  const watch = new SizeWatch(join(gitDirectory, 'objects'), limits, signal);
  try {
    await runGit({
      gitDirectory,
      args: [...config, 'fetch', ...manners, '--', remote.url.href, `+${id}:refs/fetched/tip`],
      doing: `fetching from ${remote.url.host}`,
      ...settings,
      timeLimit: limits.time,
      signal: watch.signal,
    });
    watch.look();
  } catch (error) {
    if (!watch.isOver) throw error;
  } finally {
    watch.end();
  }
  if (watch.isOver) throw new GitError('too-large', `the repository has more than ${limits.bytes} bytes`);
  const { stdout } = await runGit({
    gitDirectory,
    args: ['rev-parse', '--verify', '--quiet', 'refs/fetched/tip^{tree}'],
    doing: 'looking for the tree of what was fetched',
  });
  return stdout.toString('utf8').trim();
}

type Settings = Pick<GitRun, 'protocols' | 'environment' | 'secrets'> & { readonly config: readonly string[] };

function settingsFor(remote: PinnedRemote): Settings {
  return remote.url.protocol === 'ssh:' ? settingsForSsh(remote) : settingsForHttp(remote);
}

/** What is secret stands in the environment: arguments can be read by every user of a machine. */
function settingsForSsh(remote: PinnedRemote): Settings {
  return {
    protocols: ['ssh'],
    environment: { GIT_SSH_COMMAND: sshCommand(remote), GIT_SSH_VARIANT: 'ssh' },
    config: [],
  };
}

/** Git would resolve, follow and go through proxies by itself: it is told not to. */
function settingsForHttp({ url, addresses, authorization, certificate, authorities, relay }: PinnedRemote): Settings {
  const header = authorization === undefined ? undefined : `Authorization: ${authorization}`;
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? (isTls ? 443 : 80) : url.port;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    protocols: [isTls ? 'https' : 'http'],
    environment: {
      no_proxy: '',
      NO_PROXY: '',
      // It wins over a setting, and over what the environment has.
      ...(authorities === undefined ? {} : { GIT_SSL_CAINFO: authorities }),
      ...(header === undefined ? {} : configured('http.extraHeader', header)),
    },
    secrets: authorization === undefined ? [] : [authorization, authorization.replace(/^\w+ /, '')],
    config: [
      `http.curloptResolve=${host.includes(':') ? `[${host}]` : host}:${port}:${addresses.join(',')}`,
      relay === undefined ? 'http.proxy=' : `http.proxy=http://127.0.0.1:${relay}`,
      ...(certificate === undefined
        ? []
        : [`http.sslCert=${certificate.certificate}`, `http.sslKey=${certificate.key}`]),
      'http.followRedirects=false',
      'http.lowSpeedLimit=1000',
      'http.lowSpeedTime=30',
      'transfer.bundleURI=false',
    ].flatMap((setting) => ['-c', setting]),
  };
}

/** Git has no limit of its own for what it fetches. */
class SizeWatch {
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #folder: string;
  readonly #limits: FetchLimits;
  #size = 0;
  #isOver = false;

  constructor(folder: string, limits: FetchLimits, signal: AbortSignal | undefined) {
    this.#folder = folder;
    this.#limits = limits;
    signal?.addEventListener('abort', () => this.#stop.abort(), { signal: this.#stop.signal });
    if (signal?.aborted === true) this.#stop.abort();
    this.#timer = setInterval(() => this.look(), LOOKS);
  }

  look(): void {
    const before = this.#size;
    this.#size = sizeOf(this.#folder);
    if (this.#size > before) this.#limits.received?.(this.#size - before);
    if (this.#size <= this.#limits.bytes) return;
    this.#isOver = true;
    this.#stop.abort();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

function sizeOf(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.reduce((sum, entry) => {
    if (!entry.isFile()) return sum;
    return sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}
