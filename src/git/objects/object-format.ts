import { GitError } from '../process/git-error.ts';
import { runGit } from '../process/run-git.ts';
import type { ObjectFormat } from './bare-directory.ts';

/**
 * @param gitDirectory absolute path
 * @throws GitError `not-a-repository` where git does not accept it as one
 */
export async function objectFormatOf(gitDirectory: string): Promise<ObjectFormat> {
  const { stdout } = await runGit({
    gitDirectory,
    args: ['rev-parse', '--show-object-format'],
    doing: 'opening the repository',
  });
  const format = stdout.toString('utf8').trim();
  if (format === 'sha1' || format === 'sha256') return format;
  throw new GitError('not-a-repository', `the object format ${format} is not known`);
}
