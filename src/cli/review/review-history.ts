import { type HistoryFilter, historyEntry, within } from '../../report/history/history-entry.ts';
import type { History } from '../../review/contract/history.ts';
import { withElsewhere } from '../elsewhere/run-over.ts';
import { loadConfig } from '../open/load-config.ts';
import { withRepository } from '../open/open-repository.ts';
import type { TreeOptions } from '../open/tree-options.ts';
import { unknownCluster } from '../open/unknown-cluster.ts';
import type { Io } from '../process/io.ts';
import { SidesReviewer } from './sides-reviewer.ts';

/** The options that say of what a history is. */
export interface HistoryOptions extends TreeOptions, HistoryFilter {
  readonly rev: string;
  /** How many commits of the branch are looked at. */
  readonly last: number;
}

/**
 * Reviews each of the newest commits of a branch against the one before it, by the configuration of the newest. What was
 * computed for one is remembered for the next.
 *
 * @throws CliError where there is no such clone, commit or cluster, or the configuration is invalid
 */
export async function reviewHistory(options: HistoryOptions, io: Io): Promise<History> {
  const { repo, rev, last, unit, cluster } = options;
  return withRepository(repo, async (repository) => {
    const tip = await repository.revision(rev);
    const config = await loadConfig(options.config, tip.tree, repository.fetch);
    const commits = await repository.history(tip, last);
    return withElsewhere(io, options, async (elsewhere) => {
      const reviewer = new SidesReviewer(repository, elsewhere, io);
      const entries: History['entries'] = [];
      let looked = 0;
      for (const { id: head, parent: base, ...written } of commits) {
        if (base === undefined) continue;
        io.progress(`commit ${looked + 1} of ${commits.length} …`);
        const [before, after] = await Promise.all([repository.revision(base), repository.revision(head)]);
        const sides = { before: before.tree, after: after.tree, base, head, merge: AS_GIVEN };
        const { review } = await reviewer.review(sides, { config });
        if (looked === 0 && cluster !== undefined && !review.order.includes(cluster))
          throw unknownCluster(cluster, review.order);
        looked += 1;
        const entry = historyEntry({ commit: head, ...written }, review);
        const asked = entry && within(entry, { unit, cluster });
        if (asked !== undefined) entries.push(asked);
      }
      return { schema: 1, looked, entries };
    });
  });
}

const AS_GIVEN = { status: 'as-given', conflicts: [] } as const;
