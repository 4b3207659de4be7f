import { commitSigned, commitTree, mergeTrees } from '../git/merge.ts';
import { readCommits } from '../git/objects.ts';
import { HttpProblem } from '../http/problem.ts';
import { recordEvent } from '../records/record-event.ts';
import type { Account } from '../state/account.ts';
import { branchHead, type PullIssue } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { closePull } from './close-pull.ts';
import { moveRefs } from './move-refs.ts';

export interface MergeRequest {
  readonly method: 'merge' | 'squash' | 'rebase';
  readonly title?: string | undefined;
  readonly message?: string | undefined;
  readonly sha?: string | undefined;
  readonly actor: Account;
}

const notMergeable = () => new HttpProblem(405, 'Pull Request is not mergeable');

/** Merges as the green button does; answers the commit that the base branch is at afterwards. */
export const mergePull = async (world: World, issue: PullIssue, request: MergeRequest): Promise<string> => {
  const { pull, repository } = issue;
  const base = branchHead(repository, pull.baseBranch);
  if (request.sha !== undefined && request.sha !== pull.headSha) {
    throw new HttpProblem(409, 'Head branch was modified. Review and try the merge again.');
  }
  if (issue.state !== 'open' || pull.draft || !base) throw notMergeable();
  const sha =
    request.method === 'rebase' ? await replay(world, issue, base) : await mergeOnce(world, issue, base, request);
  // Closed before the base moves: otherwise the push would be seen as what merged it.
  pull.baseSha = base;
  pull.mergedAt = world.now();
  pull.mergedBy = request.actor;
  pull.mergeCommitSha = sha;
  issue.state = 'closed';
  const update = { ref: `refs/heads/${pull.baseBranch}`, before: base, after: sha };
  await moveRefs(world, repository, request.actor, [update], 'pr_merge');
  recordEvent(world, issue, request.actor, { kind: 'MergedEvent', commit: sha, base: pull.baseBranch });
  await closePull(world, issue, request.actor);
  return sha;
};

const signature = ({ login }: Account) => ({ name: login, email: `${login}@users.noreply.github.test` });

const mergeOnce = async (world: World, issue: PullIssue, base: string, request: MergeRequest): Promise<string> => {
  const { pull, repository, number } = issue;
  const tree = await mergeTrees(repository.gitDirectory, base, pull.headSha);
  if (!tree) throw notMergeable();
  const squash = request.method === 'squash';
  const from = `${pull.headRepository.owner.login}/${pull.headBranch}`;
  const title =
    request.title ?? (squash ? `${issue.title} (#${number})` : `Merge pull request #${number} from ${from}`);
  const body = request.message ?? (squash ? '' : issue.title);
  return commitSigned(repository.gitDirectory, {
    tree,
    parents: squash ? [base] : [base, pull.headSha],
    message: body ? `${title}\n\n${body}` : title,
    author: signature(request.actor),
    at: world.now(),
  });
};

/** Merging each commit into the old base gives what replaying it would: the tree with all changes up to it. */
const replay = async (world: World, issue: PullIssue, base: string): Promise<string> => {
  const { gitDirectory } = issue.repository;
  const commits = await readCommits(gitDirectory, ['--reverse', '--topo-order', issue.pull.headSha, `^${base}`]);
  let tip = base;
  for (const commit of commits) {
    if (commit.parents.length > 1) throw notMergeable();
    const tree = await mergeTrees(gitDirectory, base, commit.sha);
    if (!tree) throw notMergeable();
    tip = await commitTree(gitDirectory, {
      tree,
      parents: [tip],
      message: commit.message,
      author: commit.author,
      at: world.now(),
    });
  }
  return tip;
};
