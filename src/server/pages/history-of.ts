import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { CommandPorts, ListHistory } from '../../github/commands/run/command.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import { type HistoryFilter, historyEntry, within } from '../../report/history/history-entry.ts';
import { historyPage } from '../../report/history/history-page.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import type { HistoryEntry } from '../../review/contract/history.ts';
import { type DefaultTip, defaultTip } from './default-tip.ts';
import type { Fleet } from './fleet-of.ts';
import type { FleetAddress } from './page-address.ts';

export interface HistoryPorts
  extends Pick<CommandPorts, 'connect' | 'readingToken'>,
    Pick<ReviewPorts, 'reviewCommits'> {
  readonly history: ListHistory;
}

/** How many commits are looked at. */
const MOST = 20;
/** In milliseconds: a browser waits no longer. What was found is kept for who asks again. */
const LONGEST = 30_000;
const MOST_KEPT = 5_000;

/** What commits did, whoever asked; `nothing` of those that did nothing. A commit never does anything else. */
export class KeptHistory {
  readonly #kept = new LRUCache<string, HistoryEntry | 'nothing'>({ max: MOST_KEPT });

  find(repository: string, commit: string): HistoryEntry | 'nothing' | undefined {
    return this.#kept.get(`${repository} ${commit}`);
  }

  keep(repository: string, commit: string, entry: HistoryEntry | 'nothing'): void {
    this.#kept.set(`${repository} ${commit}`, entry);
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
    let looked = 0;
    for (const { id, parent, ...written } of commits) {
      if (Date.now() > end) break;
      const entry =
        kept.find(tip.repository, id) ??
        (await reviewed(ports, { branch, tip }, parent, { commit: id, ...written }, signal));
      kept.keep(tip.repository, id, entry);
      looked += 1;
      const asked = entry === 'nothing' ? undefined : within(entry, filter);
      if (asked !== undefined) entries.push(asked);
    }
    const of = { repository: `${owner}/${repo}`, branch, web, filter, isWhole: looked === commits.length };
    return { kind: 'page', html: historyPage({ schema: 1, looked, entries }, of) };
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return { kind: 'none', title: error.title, message: error.message };
  }
}

async function reviewed(
  { reviewCommits }: HistoryPorts,
  { branch, tip }: Pick<DefaultTip, 'branch' | 'tip'>,
  parent: string,
  written: Parameters<typeof historyEntry>[0],
  signal: AbortSignal,
): Promise<HistoryEntry | 'nothing'> {
  const { ref, commit: _, ...of } = tip;
  const sides = { baseCommit: parent, headCommit: written.commit, sides: 'as-given' } as const;
  // What the branch holds, somebody with write access has merged.
  const commits = { ...of, ...sides, refs: [ref], baseBranch: branch, whose: async () => 'own' as const };
  const { review } = await reviewCommits(commits, signal);
  return historyEntry(written, review) ?? 'nothing';
}
