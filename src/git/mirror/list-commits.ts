import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { isObjectId } from '../objects/object-loader.ts';
import { runGit } from '../process/run-git.ts';

export interface ListedCommit {
  readonly id: ObjectId;
  /** The first line of its message. */
  readonly subject: string;
}

/** More than a merge queue puts into one group. */
const MOST = 2_000;

/**
 * @param gitDirectory absolute path
 * @returns the commits that a head has and a base has not, newest first, of merges both sides
 * @throws GitError `missing-object`
 */
export async function listCommits(
  gitDirectory: string,
  base: ObjectId,
  head: ObjectId,
): Promise<readonly ListedCommit[]> {
  const { stdout } = await runGit({
    gitDirectory,
    args: ['rev-list', `--max-count=${MOST}`, '--format=%s', head, `^${base}`],
    doing: 'listing commits',
  });
  const lines = stdout.toString('utf8').split('\n');
  return lines.flatMap((line, index) => {
    const [, id = ''] = /^commit ([0-9a-f]+)$/.exec(line) ?? [];
    return isObjectId(id) ? [{ id, subject: lines[index + 1] ?? '' }] : [];
  });
}
