import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import { isObjectId } from '../objects/object-loader.ts';
import { runGit } from '../process/run-git.ts';

/** A commit of a branch itself: a merge stands for all that it brought. */
export interface BranchCommit {
  readonly id: ObjectId;
  /** What the branch held before it; absent of the first. */
  readonly parent?: ObjectId;
  /** When it was made, by the clock of who made it: ISO 8601 with a zone. */
  readonly at: string;
  readonly author: string;
  /** The first line of its message. */
  readonly subject: string;
}

/**
 * @param gitDirectory absolute path
 * @param tip of the branch
 * @param most how many there are at most
 * @returns the newest commits of a branch, newest first; in a shallow clone those whose parents it holds
 * @throws GitError `missing-object`
 */
export async function branchHistory(
  gitDirectory: string,
  tip: ObjectId,
  most: number,
): Promise<readonly BranchCommit[]> {
  const { stdout } = await runGit({
    gitDirectory,
    args: ['rev-list', '--first-parent', `--max-count=${most}`, '--format=%P%x00%cI%x00%an%x00%s', tip],
    doing: 'listing commits',
  });
  const lines = stdout.toString('utf8').split('\n');
  return lines.flatMap((line, index) => {
    const [, id = ''] = /^commit ([0-9a-f]+)$/.exec(line) ?? [];
    if (!isObjectId(id)) return [];
    const [parents = '', at = '', author = '', subject = ''] = (lines[index + 1] ?? '').split('\0');
    const [parent = ''] = parents.split(' ');
    return [{ id, at, author, subject, ...(parent === '' ? {} : { parent }) }];
  });
}
