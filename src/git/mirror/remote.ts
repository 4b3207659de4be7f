import { createHash } from 'node:crypto';
import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { isObjectId } from '../objects/object-loader.ts';
import { configured } from '../process/configured.ts';
import { GitError } from '../process/git-error.ts';
import { type GitRun, runGit } from '../process/run-git.ts';

/** Where to fetch from, and as whom. */
interface Remote {
  /** `https://github.com/owner/name.git`, without credentials. */
  readonly url: string;
  /** An installation's token; it is handed over in git's environment and stands nowhere else. */
  readonly token?: string | undefined;
}

/** What to fetch. */
export interface Wanted {
  /** Full names: `refs/heads/main`, `refs/pull/7/head`. */
  readonly refs: readonly string[];
  readonly commits: readonly ObjectId[];
}

/** A clone of a large repository takes its time. In milliseconds. */
const TIME_LIMIT = 15 * 60_000;

/** A connection that gives less than this, in bytes a second, for this many seconds, gives nothing. */
const SLOWEST = ['http.lowSpeedLimit=1000', 'http.lowSpeedTime=30'];

const MANNERS = ['--quiet', '--force', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance'];

/**
 * Fetches into a bare repository of our own.
 *
 * @param directory absolute path
 * @throws GitError `ref-not-found`, `refused`, `unreachable`, `corrupt`, `timed-out`, `aborted`
 */
export async function fetchInto(
  directory: string,
  remote: Remote,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<void> {
  const lines = [...wanted.refs.map(refspec), ...wanted.commits.map(checkedId)];
  if (lines.length === 0) return;
  const { config, ...settings } = fetchSettings(remote);
  await runGit({
    gitDirectory: directory,
    args: [...config, 'fetch', ...MANNERS, '--stdin', '--', remote.url],
    input: `${lines.join('\n')}\n`,
    doing: `fetching ${remote.url}`,
    ...settings,
    timeLimit: TIME_LIMIT,
    signal,
  });
}

/**
 * Asks a remote where its branches stand, without fetching anything.
 *
 * @param gitDirectory absolute path of any git directory of our own: git is started inside it
 * @param branches names as `main`
 * @returns the commit of each one that is there
 * @throws GitError `refused`, `unreachable`, `timed-out`, `aborted`
 * @see https://git-scm.com/docs/git-ls-remote
 */
export async function listBranches(
  gitDirectory: string,
  remote: Remote,
  branches: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ObjectId>> {
  const refs = new Map(branches.map((branch) => [`refs/heads/${branch}`, branch]));
  const { config, ...settings } = fetchSettings(remote);
  const { stdout } = await runGit({
    gitDirectory,
    args: [...config, 'ls-remote', '--heads', '--', remote.url, ...refs.keys()],
    doing: `asking ${remote.url} for its branches`,
    ...settings,
    signal,
  });
  const tips = stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [id = '', ref = ''] = line.split('\t');
      const branch = refs.get(ref);
      return branch !== undefined && isObjectId(id) ? [[branch, id] as const] : [];
    });
  return new Map(tips);
}

/** How git talks to a remote: the credentials stand in its environment, and nowhere else. */
function fetchSettings({ url, token }: Remote): Pick<GitRun, 'protocols' | 'environment' | 'secrets'> & {
  readonly config: readonly string[];
} {
  const header = token === undefined ? undefined : authorization(token);
  return {
    config: SLOWEST.flatMap((setting) => ['-c', setting]),
    protocols: [protocolOf(url)],
    environment: header === undefined ? {} : configured(`http.${url}.extraHeader`, header),
    secrets: [token ?? '', header ?? ''],
  };
}

/** @returns the transport of a URL that may be fetched; `file` is for tests, who ask for it by its URL. */
export function protocolOf(url: string): 'https' | 'http' | 'file' {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && parsed.username === '' && parsed.password === '') {
    if (parsed.protocol === 'https:') return 'https';
    if (parsed.protocol === 'http:') return 'http';
    if (parsed.protocol === 'file:') return 'file';
  }
  throw new GitError('refused', 'only http and https URLs without credentials are fetched');
}

/**
 * A ref is kept under a generated name: branches `a` and, later, `a/b` can't stand side by side in a repository, nor
 * can two that differ by case on some disks.
 */
function refspec(ref: string): string {
  if (!/^refs\/[^\s:^~?*[\\]+$/.test(ref))
    throw new GitError('ref-not-found', `${JSON.stringify(ref)} is not a ref name`);
  return `+${ref}:refs/fetched/${createHash('sha1').update(ref).digest('hex')}`;
}

function checkedId(id: ObjectId): string {
  if (isObjectId(id)) return id;
  throw new GitError('missing-object', `${JSON.stringify(id)} is not a commit id`);
}

/** As GitHub takes an installation's token over HTTP. */
function authorization(token: string): string {
  return `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
