import type { Signature } from './import-commit.ts';
import { gitText, runGit } from './run-git.ts';
import { verifiedCommits } from './verified-commits.ts';

/** The tree of merging two commits, or undefined when they conflict. */
export const mergeTrees = async (gitDirectory: string, base: string, head: string): Promise<string | undefined> => {
  const args = ['merge-tree', '--write-tree', '--no-messages', '--allow-unrelated-histories', base, head];
  const { code, stdout } = await runGit(gitDirectory, args, { accept: [0, 1] });
  return code === 0 ? stdout.toString().split('\n')[0] : undefined;
};

interface TreeCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly at: Date;
}

/** Writes a commit for a tree that is already there, signed: what GitHub's buttons and queues make, except by rebasing. */
export const commitSigned = async (gitDirectory: string, request: TreeCommit): Promise<string> => {
  const sha = await commitTree(gitDirectory, request);
  verifiedCommits.add(sha);
  return sha;
};

/** Writes a commit for a tree that is already there. */
export const commitTree = (gitDirectory: string, request: TreeCommit): Promise<string> => {
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
