import { headBranchOf } from '../../api/open-pulls.ts';
import { askingOf, whoseChange } from '../../people/whose-change.ts';
import { type LookAgain, newLook } from '../../tasks/look-again.ts';
import { CommandRefused, type CommitToAsk, type MergingHead, type Running } from './command.ts';

/** The branch a command applies to, read live. */
export interface CommandTarget {
  readonly branch: string;
  /** The branch's tip. */
  readonly commit: string;
  readonly cloneUrl: string;
  readonly repositoryUrl: string;
  readonly repositoryId: number;
  /** By which GraphQL knows the repository. */
  readonly repositoryNodeId: string;
  readonly defaultBranch: string;
  /** The pull request's own branch, where it is one of this repository. */
  readonly head: { readonly branch: string; readonly commit: string } | undefined;
  readonly isFork: boolean;
  /** What the pull request would merge into the branch; absent for an issue. */
  readonly merging?: MergingHead;
}

/**
 * Reads the branch a command applies to: the base branch of the pull request, the default branch for an issue.
 *
 * @throws CommandRefused for a pull request that is closed
 */
export async function readTarget({ asked, github }: Running): Promise<CommandTarget> {
  const { owner, repo, number } = asked.ref;
  const { data: repository } = await github.rest.repos.get({ owner, repo });
  const shared = {
    cloneUrl: repository.clone_url,
    repositoryUrl: repository.html_url,
    repositoryId: repository.id,
    repositoryNodeId: repository.node_id,
    defaultBranch: repository.default_branch,
  };
  if (!asked.isPull) {
    const branch = repository.default_branch;
    return { ...shared, branch, commit: await tipOf(asked, github, branch), head: undefined, isFork: false };
  }
  const { data: pull } = await github.rest.pulls.get({ owner, repo, pull_number: number });
  if (pull.state !== 'open') throw new CommandRefused('This pull request is closed.');
  const isFork = pull.head.repo?.id !== repository.id;
  return {
    ...shared,
    branch: pull.base.ref,
    commit: await tipOf(asked, github, pull.base.ref),
    head: isFork ? undefined : { branch: pull.head.ref, commit: pull.head.sha },
    isFork,
    merging: {
      ref: `refs/pull/${number}/head`,
      commit: pull.head.sha,
      whose: () =>
        whoseChange(github, {
          ref: asked.ref,
          headRepository: headBranchOf(pull.head).headRepository,
          author: pull.user?.login,
        }),
    },
  };
}

async function tipOf({ ref }: Running['asked'], github: Running['github'], branch: string): Promise<string> {
  const { data } = await github.rest.git.getRef({ owner: ref.owner, repo: ref.repo, ref: `heads/${branch}` });
  return data.object.sha;
}

/** @returns a commit of a branch, to be asked about */
export function commitOf(
  { asked, ports }: Running,
  target: CommandTarget,
  branch: string,
  commit: string,
): CommitToAsk {
  const repository = String(target.repositoryId);
  const token = () => ports.readingToken(asked.ref);
  const asking = askingOf(asked.ref);
  return { repository, cloneUrl: target.cloneUrl, ref: `refs/heads/${branch}`, commit, token, asking };
}

/** @returns a look at another pull request than the one that was asked in */
export function lookAt({ asked }: Running, number: number): LookAgain {
  return newLook({ ...asked.ref, number }, { delivery: asked.delivery, urgency: 'person' });
}
