import type { Logger } from 'pino';
import { momentOf } from '../../git/repository/commit-at.ts';
import type { CommandPorts, CommitAt, CommitToAsk } from '../../github/commands/run/command.ts';
import { fleetPage } from '../../report/where/fleet-page.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { defaultTip } from './default-tip.ts';
import type { FleetAddress } from './page-address.ts';

/** What runs where in a repository, as a page, or why that is not known. */
export type Fleet =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'none'; readonly title: string; readonly message: string };

export interface FleetPorts extends Pick<CommandPorts, 'connect' | 'askCommit' | 'readingToken'> {
  readonly commitAt: CommitAt;
}

/**
 * Renders the default branch of a repository as it is, or as it was.
 *
 * @throws RequestError as GitHub refuses
 */
export async function fleetOf(
  ports: FleetPorts,
  { installation, owner, repo, at }: FleetAddress & { readonly installation: number },
  log: Logger,
  signal: AbortSignal,
): Promise<Fleet> {
  const { branch, tip } = await defaultTip(ports, { installation, owner, repo }, log);
  try {
    const commit = await commitOf(ports, tip, at, signal);
    if (commit === undefined) return nothingThen(branch, at);
    const { found } = await ports.askCommit({ ...tip, commit }, { kind: 'where', asked: undefined }, signal);
    return {
      kind: 'page',
      html: fleetPage(found, { repository: `${owner}/${repo}`, branch, commit, asked: at ?? '' }),
    };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return { kind: 'none', title: error.title, message: error.message };
  }
}

async function commitOf(
  ports: FleetPorts,
  tip: CommitToAsk,
  at: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  return at === undefined ? tip.commit : ports.commitAt(tip, momentOf(at) ?? at, signal);
}

function nothingThen(branch: string, at: string | undefined): Fleet {
  const message = `The branch ${branch} held nothing at "${at}", or no such commit. Ask for a day (2026-11-20), a time with its zone (2026-11-20T15:30Z) or a commit of that branch.`;
  return { kind: 'none', title: 'Nothing is known of that time', message };
}
