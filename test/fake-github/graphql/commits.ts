import { type CommitFacts, readCommit, readCommits } from '../git/objects.ts';
import type { PullIssue, Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { commitNode } from './commit-node.ts';

/** A pull request's commits, oldest first: all of them, where REST ends at 250. */
export const commitsOf = async ({ repository, pull }: PullIssue): Promise<CommitFacts[]> =>
  (await readCommits(repository.gitDirectory, ['--topo-order', pull.headSha, `^${pull.baseSha}`])).reverse();

export const findCommitNode = async (world: World, repository: Repository, sha: string) => {
  const commit = await readCommit(repository.gitDirectory, sha);
  return commit ? commitNode(world, repository, commit) : null;
};
