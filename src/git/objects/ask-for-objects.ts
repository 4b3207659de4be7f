import type { ObjectId } from '../../tree/objects/repo-tree.ts';
import type { AnsweringGit } from '../process/answering-git.ts';
import { CatFileParser, type ObjectReply } from './cat-file-parser.ts';

/** What a git that is asked for objects is started with: `git cat-file --batch-command` of git 2.36. */
export const CAT_FILE: readonly string[] = ['cat-file', '--batch-command', '--buffer'];

/**
 * @param git that was started with {@link CAT_FILE}
 * @param command `info` for types and sizes, `contents` for the bytes too
 * @param ids of the repository's format, checked by the caller: they are written to git as they are
 * @throws GitError when the process dies
 * @see https://git-scm.com/docs/git-cat-file#Documentation/git-cat-file.txt---batch-command
 */
export async function askForObjects(
  git: AnsweringGit,
  command: 'info' | 'contents',
  ids: readonly ObjectId[],
): Promise<readonly ObjectReply[]> {
  if (ids.length === 0) return [];
  return git.ask(`${ids.map((id) => `${command} ${id}\n`).join('')}flush\n`, (end) => {
    const replies: ObjectReply[] = [];
    const parser = new CatFileParser(command === 'contents', (reply) => {
      if (replies.push(reply) === ids.length) end(replies);
    });
    return (chunk) => parser.push(chunk);
  });
}
