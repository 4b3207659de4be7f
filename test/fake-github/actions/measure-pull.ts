import { countChanges, countCommits } from '../git/compare.ts';
import { branchHead, type PullIssue } from '../state/repository.ts';

/** Counts commits and lines once for each pair of head and base. */
export const measurePull = async ({ pull, repository }: PullIssue): Promise<void> => {
  const base = branchHead(repository, pull.baseBranch) ?? pull.baseSha;
  const head = pull.headSha;
  if (pull.size?.base === base && pull.size.head === head) return;
  const [commits, changes] = await Promise.all([
    countCommits(repository.gitDirectory, base, head),
    countChanges(repository.gitDirectory, base, head),
  ]);
  pull.size = { base, head, commits, ...changes };
};
