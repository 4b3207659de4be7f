import type { BranchTips, ReviewPorts } from '../../github/tasks/review-ports.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { gitSaid } from './review-commits-with.ts';

/** Asks for branches as the installation that reaches the repository. */
export function branchTipsWith(mirrors: MirrorPool, readingToken: ReviewPorts['readingToken']): BranchTips {
  return async ({ repository, cloneUrl, ref }, branches, signal) => {
    const token = await readingToken(ref);
    return gitSaid(() => mirrors.use(repository, cloneUrl, (mirror) => mirror.branchTips(branches, token, signal)));
  };
}
