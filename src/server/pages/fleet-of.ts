import type { Logger } from 'pino';
import type { RepositoryRef } from '../../github/api/pull-request-ref.ts';
import type { CommandPorts } from '../../github/commands/run/command.ts';
import { askingOf } from '../../github/people/whose-change.ts';
import { fleetPage } from '../../report/where/fleet-page.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';

/** What runs where in a repository now, as a page, or why that is not known. */
export type Fleet =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'none'; readonly title: string; readonly message: string };

/**
 * Renders the default branch of a repository as it is now.
 *
 * @throws RequestError as GitHub refuses
 */
export async function fleetOf(
  ports: Pick<CommandPorts, 'connect' | 'askCommit' | 'readingToken'>,
  ref: RepositoryRef,
  log: Logger,
  signal: AbortSignal,
): Promise<Fleet> {
  const { owner, repo } = ref;
  const github = await ports.connect(ref.installation, log);
  const { data: repository } = await github.rest.repos.get({ owner, repo });
  const { id, clone_url: cloneUrl, default_branch: branch } = repository;
  const { data: tip } = await github.rest.git.getRef({ owner, repo, ref: `heads/${branch}` });
  const commit = {
    ...{ repository: String(id), cloneUrl, ref: `refs/heads/${branch}`, commit: tip.object.sha },
    token: () => ports.readingToken(ref),
    asking: askingOf(ref),
  };
  try {
    const { found } = await ports.askCommit(commit, { kind: 'where', asked: undefined }, signal);
    const at = { repository: `${owner}/${repo}`, branch, commit: tip.object.sha };
    return { kind: 'page', html: fleetPage(found, at) };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return { kind: 'none', title: error.title, message: error.message };
  }
}
