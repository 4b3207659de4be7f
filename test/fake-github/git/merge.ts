import type { Signature } from './import-commit.ts';
import { gitText, runGit } from './run-git.ts';

/** The tree of merging two commits, or undefined when they conflict. */
export const mergeTrees = async (gitDirectory: string, base: string, head: string): Promise<string | undefined> => {
  const args = ['merge-tree', '--write-tree', '--no-messages', '--allow-unrelated-histories', base, head];
  const { code, stdout } = await runGit(gitDirectory, args, { accept: [0, 1] });
  return code === 0 ? stdout.toString().split('\n')[0] : undefined;
};

/** Writes a commit for a tree that is already there. */
export const commitTree = (
  gitDirectory: string,
  request: { tree: string; parents: readonly string[]; message: string; author: Signature; at: Date },
): Promise<string> => {
  const date = `${Math.floor(request.at.getTime() / 1000)} +0000`;
  return gitText(gitDirectory, ['commit-tree', request.tree, ...request.parents.flatMap((parent) => ['-p', parent])], {
    input: request.message,
    environment: {
      GIT_AUTHOR_NAME: request.author.name,
      GIT_AUTHOR_EMAIL: request.author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  });
};
