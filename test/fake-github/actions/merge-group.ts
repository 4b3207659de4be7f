import { emit } from '../events/emit.ts';
import { commitSigned, mergeTrees } from '../git/merge.ts';
import { readCommit } from '../git/objects.ts';
import { zeroSha } from '../git/refs.ts';
import type { Account } from '../state/account.ts';
import { branchHead, findPull, type Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { moveRefs } from './move-refs.ts';

/** What a merge queue is about to merge. */
export interface MergeGroup {
  readonly headSha: string;
  readonly headRef: string;
  readonly baseSha: string;
  /** The queue has merged it, or thrown it away. */
  destroy(reason?: 'merged' | 'invalidated' | 'dequeued'): Promise<void>;
}

const signature = ({ login }: Account) => ({ name: login, email: `${login}@users.noreply.github.test` });

/**
 * Merges pull requests one upon the other on a branch that belongs to the queue, and asks for checks on its head. The
 * branch is named after the last of them, as GitHub does it.
 */
export const queuePulls = async (
  world: World,
  repository: Repository,
  actor: Account,
  pulls: readonly { readonly number: number }[],
  method: 'merge' | 'squash',
): Promise<MergeGroup> => {
  const [first] = pulls.map(({ number }) => findPull(repository, number));
  const base = first && branchHead(repository, first.pull.baseBranch);
  if (!first || !base) throw new Error('a merge group needs a pull request and its base');
  const { baseBranch } = first.pull;
  let head = base;
  for (const { number } of pulls) {
    const issue = findPull(repository, number);
    const tree = issue && (await mergeTrees(repository.gitDirectory, head, issue.pull.headSha));
    if (!issue || !tree) throw new Error(`#${number} can not be merged`);
    const from = `${issue.pull.headRepository.owner.login}/${issue.pull.headBranch}`;
    head = await commitSigned(repository.gitDirectory, {
      tree,
      parents: method === 'squash' ? [head] : [head, issue.pull.headSha],
      message: method === 'squash' ? `${issue.title} (#${number})` : `Merge pull request #${number} from ${from}`,
      author: signature(actor),
      at: world.now(),
    });
  }
  const headRef = `refs/heads/gh-readonly-queue/${baseBranch}/pr-${pulls.at(-1)?.number}-${base}`;
  await moveRefs(world, repository, actor, [{ ref: headRef, before: zeroSha, after: head }]);
  const commit = await readCommit(repository.gitDirectory, head);
  const about = () => ({
    merge_group: {
      head_sha: head,
      head_ref: headRef,
      base_sha: base,
      base_ref: `refs/heads/${baseBranch}`,
      head_commit: commit && {
        id: commit.sha,
        tree_id: commit.tree,
        message: commit.message,
        timestamp: commit.author.date,
        author: { name: commit.author.name, email: commit.author.email },
        committer: { name: commit.author.name, email: commit.author.email },
      },
    },
  });
  emit(world, { event: 'merge_group', action: 'checks_requested', repository, sender: actor, about });
  return {
    headSha: head,
    headRef,
    baseSha: base,
    destroy: async (reason = 'invalidated') => {
      await moveRefs(world, repository, actor, [{ ref: headRef, before: head, after: zeroSha }]);
      const gone = () => ({ ...about(), reason });
      emit(world, { event: 'merge_group', action: 'destroyed', repository, sender: actor, about: gone });
    },
  };
};
