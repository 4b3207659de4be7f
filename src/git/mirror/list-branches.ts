import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { isObjectId } from '../objects/object-loader.ts';
import { runGit } from '../process/run-git.ts';
import { fetchSettings, type Remote } from './fetch-into.ts';

/** Milliseconds; nothing but names comes back. */
const TIME_LIMIT = 60_000;

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
    timeLimit: TIME_LIMIT,
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
