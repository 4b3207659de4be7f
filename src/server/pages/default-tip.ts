import type { Logger } from 'pino';
import type { RepositoryRef } from '../../github/api/pull-request-ref.ts';
import type { CommandPorts, CommitToAsk } from '../../github/commands/run/command.ts';
import { askingOf } from '../../github/people/whose-change.ts';

/** The newest commit of a repository's default branch. */
export interface DefaultTip {
  readonly branch: string;
  readonly tip: CommitToAsk;
  /** Address of the repository's page on GitHub. */
  readonly web: string;
  /** Whether everybody may read it. */
  readonly isPublic: boolean;
}

/** @throws RequestError as GitHub refuses */
export async function defaultTip(
  { connect, readingToken }: Pick<CommandPorts, 'connect' | 'readingToken'>,
  ref: RepositoryRef,
  log: Logger,
): Promise<DefaultTip> {
  const { installation, owner, repo } = ref;
  const github = await connect(installation, log);
  const { data: repository } = await github.rest.repos.get({ owner, repo });
  const { id, clone_url: cloneUrl, default_branch: branch, html_url: web } = repository;
  const { data: tip } = await github.rest.git.getRef({ owner, repo, ref: `heads/${branch}` });
  return {
    branch,
    web,
    isPublic: !repository.private,
    tip: {
      ...{ repository: String(id), cloneUrl, ref: `refs/heads/${branch}`, commit: tip.object.sha },
      token: () => readingToken(ref),
      asking: askingOf(ref),
    },
  };
}
