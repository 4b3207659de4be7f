import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { CommandPorts, ListHistory } from '../../github/commands/run/command.ts';
import { isUnfinished } from '../../github/look/describe.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import {
  type HistoryFilter,
  historyEntry,
  unknownEntry,
  type Written,
  within,
} from '../../report/history/history-entry.ts';
import { type HistoryOf, historyPage } from '../../report/history/history-page.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { HistoryEntry } from '../../review/contract/history.ts';
import { type DefaultTip, defaultTip } from './default-tip.ts';
import type { Fleet } from './fleet-of.ts';
import type { FleetAddress } from './page-address.ts';
import { reportPath } from './report-address.ts';

export interface HistoryPorts
  extends Pick<CommandPorts, 'connect' | 'readingToken'>,
    Pick<ReviewPorts, 'reviewCommits' | 'reports'> {
  readonly history: ListHistory;
}

/** How many commits are looked at. */
const MOST = 20;
/** In milliseconds: a browser waits no longer. What was found is kept for who asks again. */
const LONGEST = 30_000;
const MOST_KEPT = 5_000;

/** What a commit did, and the clusters that were there. */
interface Done {
  readonly entry: HistoryEntry | undefined;
  readonly clusters: readonly string[];
}

/** What commits did, whoever asked. */
export class KeptHistory {
  readonly #kept = new LRUCache<string, Done>({ max: MOST_KEPT });

  find(repository: string, commit: string): Done | undefined {
    return this.#kept.get(`${repository} ${commit}`);
  }

  keep(repository: string, commit: string, done: Done): void {
    this.#kept.set(`${repository} ${commit}`, done);
  }
}

/**
 * Reviews each of the newest commits of the default branch against the one before it.
 *
 * @throws RequestError as GitHub refuses
 */
export async function historyOf(
  ports: HistoryPorts,
  kept: KeptHistory,
  { installation, owner, repo, ...filter }: FleetAddress & HistoryFilter & { readonly installation: number },
  log: Logger,
  signal: AbortSignal,
): Promise<Fleet> {
  const { branch, tip, web } = await defaultTip(ports, { installation, owner, repo }, log);
  const end = Date.now() + LONGEST;
  try {
    const commits = (await ports.history(tip, MOST, signal)).flatMap(({ parent, ...commit }) =>
      parent === undefined ? [] : { parent, ...commit },
    );
    const entries: HistoryEntry[] = [];
    const clusters = new Set<string>();
    let looked = 0;
    for (const { id, parent, ...written } of commits) {
      if (Date.now() > end) break;
      const done =
        kept.find(tip.repository, id) ??
        (await reviewed(ports, kept, { branch, tip }, parent, { commit: id, ...written }, signal));
      looked += 1;
      for (const name of done.clusters) clusters.add(name);
      const asked = done.entry && within(done.entry, filter);
      if (asked !== undefined) entries.push(asked);
    }
    const reports = await reportsOf(ports.reports, entries, { owner, repo }, Number(tip.repository));
    const of = {
      reports,
      repository: `${owner}/${repo}`,
      branch,
      web,
      filter,
      isWhole: looked === commits.length,
      clusters: [...clusters],
    };
    return { kind: 'page', html: historyPage({ schema: 1, looked, entries }, of) };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return { kind: 'none', title: error.title, message: error.message };
  }
}

/** What GitHub writes into the commit of a merge, and into that of a squash. */
const MERGED = /^Merge pull request #([1-9]\d{0,9}) from |\(#([1-9]\d{0,9})\)$/;

/** @returns by commit, the reports that are kept of the pull requests which they say they merged */
async function reportsOf(
  reports: HistoryPorts['reports'],
  entries: readonly HistoryEntry[],
  repository: Pick<FleetAddress, 'owner' | 'repo'>,
  repositoryId: number,
): Promise<NonNullable<HistoryOf['reports']>> {
  const found = await Promise.all(
    entries.map(async ({ commit, subject }) => {
      const [, merged, squashed] = MERGED.exec(subject) ?? [];
      const number = Number(merged ?? squashed);
      const isKept = number > 0 && (await reports?.has({ repositoryId, number })) === true;
      return isKept ? [[commit, { number, address: reportPath({ ...repository, number }) }] as const] : [];
    }),
  );
  return new Map(found.flat());
}

/** One that cannot be reviewed is told as not known, and looked at again the next time, as is one that could know more then. */
async function reviewed(
  { reviewCommits }: HistoryPorts,
  kept: KeptHistory,
  { branch, tip }: Pick<DefaultTip, 'branch' | 'tip'>,
  parent: string,
  written: Written,
  signal: AbortSignal,
): Promise<Done> {
  const { ref, commit: _, ...of } = tip;
  const sides = { baseCommit: parent, headCommit: written.commit, sides: 'as-given', isPast: true } as const;
  // What the branch holds, somebody with write access has merged.
  const commits = { ...of, ...sides, refs: [ref], baseBranch: branch, whose: async () => 'own' as const };
  try {
    const result = await reviewCommits(commits, signal);
    const done = { entry: historyEntry(written, result.review), clusters: result.review.order };
    if (!isUnfinished(result)) kept.keep(tip.repository, written.commit, done);
    return done;
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return { entry: unknownEntry(written, error.title), clusters: [] };
  }
}
