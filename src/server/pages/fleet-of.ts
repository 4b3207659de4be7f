import type { Logger } from 'pino';
import { momentOf } from '../../git/repository/commit-at.ts';
import type { RepositoryRef } from '../../github/api/pull-request-ref.ts';
import type { CommandPorts, CommitAt, CommitToAsk } from '../../github/commands/run/command.ts';
import { readNews } from '../../github/meet/news.ts';
import { pullsOnTheirWay } from '../../github/meet/pulls-on-their-way.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import { fleetCell } from '../../report/where/fleet-cells.ts';
import type { FleetCell } from '../../report/where/fleet-data.ts';
import { fleetPage } from '../../report/where/fleet-page.ts';
import type { PullsToShow } from '../../report/where/fleet-pulls.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { defaultTip } from './default-tip.ts';
import { type CellAddress, type FleetAddress, pathOfCells, pathOfNews } from './page-address.ts';
import { reportPath } from './report-address.ts';

/** What runs where in a repository, as a page, or why that is not known. */
export type Fleet =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'none'; readonly title: string; readonly message: string };

export interface FleetPorts
  extends Pick<CommandPorts, 'connect' | 'askCommit' | 'readingToken'>,
    Pick<ReviewPorts, 'notes' | 'reports'> {
  readonly commitAt: CommitAt;
}

/**
 * Renders the default branch of a repository as it is, with what its open pull requests would do, or as it was.
 *
 * @throws RequestError as GitHub refuses
 */
export async function fleetOf(
  ports: FleetPorts,
  { installation, owner, repo, at }: FleetAddress & { readonly installation: number },
  log: Logger,
  signal: AbortSignal,
): Promise<Fleet> {
  // First: what is new by the time that the page is there, it is told of.
  const seen = (await readNews(ports.notes, { owner, repo })) ?? '';
  const { branch, tip } = await defaultTip(ports, { installation, owner, repo }, log);
  try {
    const commit = await commitOf(ports, tip, at, signal);
    if (commit === undefined) return nothingThen(branch, at);
    const [{ found, offers }, pulls] = await Promise.all([
      ports.askCommit({ ...tip, commit }, { kind: 'fleet', withCells: false }, signal),
      at === undefined ? pullsOf(ports, { installation, owner, repo }, branch, log) : undefined,
    ]);
    const about = { repository: `${owner}/${repo}`, branch, commit, asked: at ?? '' };
    // What is to be done now, and what is new, is not told of another time.
    const now = at === undefined ? { offers, news: pathOfNews({ owner, repo, seen }) } : {};
    return {
      kind: 'page',
      html: fleetPage(found, { at: about, pulls, ask: pathOfCells({ owner, repo, at: commit }), ...now }),
    };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return { kind: 'none', title: error.title, message: error.message };
  }
}

/**
 * Renders a commit of the default branch.
 *
 * @returns what one cluster runs of a unit there; `undefined` where that is nothing
 * @throws RequestError as GitHub refuses
 */
export async function cellOf(
  ports: FleetPorts,
  { installation, owner, repo, at, unit, cluster }: CellAddress & { readonly installation: number },
  log: Logger,
  signal: AbortSignal,
): Promise<FleetCell | undefined> {
  const { tip } = await defaultTip(ports, { installation, owner, repo }, log);
  try {
    const commit = await commitOf(ports, tip, at, signal);
    if (commit === undefined) return undefined;
    const cell = await ports.askCommit({ ...tip, commit }, { kind: 'cell', unit, cluster }, signal);
    return 'kind' in cell ? undefined : fleetCell(cell);
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return undefined;
  }
}

async function pullsOf(
  ports: FleetPorts,
  repository: RepositoryRef,
  branch: string,
  log: Logger,
): Promise<PullsToShow> {
  const github = await ports.connect(repository.installation, log);
  const { pulls, more } = await pullsOnTheirWay(ports, github, repository, branch);
  const shown = pulls.map(({ pull, effect }) => {
    const { ref, headCommit: commit, title, author = '', repositoryUrl } = pull;
    const links = { pull: `${repositoryUrl}/pull/${ref.number}`, report: reportPath({ ...ref, commit }) };
    return { number: ref.number, title, author, links, effect };
  });
  return { pulls: shown, more };
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
