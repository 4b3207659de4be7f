import {
  type HistoryFilter,
  historyEntry,
  unknownEntry,
  type Written,
  within,
} from '../../report/history/history-entry.ts';
import type { History, HistoryEntry } from '../../review/contract/history.ts';
import { withElsewhere } from '../elsewhere/run-over.ts';
import { loadConfigOfSides } from '../open/load-config.ts';
import { withRepository } from '../open/open-repository.ts';
import type { TreeOptions } from '../open/tree-options.ts';
import { unknownCluster } from '../open/unknown-cluster.ts';
import { CliError } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';
import { SidesReviewer } from './sides-reviewer.ts';

/** The options that say of what a history is. */
export interface HistoryOptions extends TreeOptions, HistoryFilter {
  readonly rev: string;
  /** How many commits of the branch are looked at. */
  readonly last: number;
}

/**
 * Reviews each of the newest commits of a branch against the one before it, by the configuration of that one, as `diff` does.
 * What was computed for one is remembered for the next; one that cannot be reviewed is told as not known.
 *
 * @throws CliError where there is no such clone, commit or cluster, or the configuration is invalid
 */
export async function reviewHistory(options: HistoryOptions, io: Io): Promise<History> {
  const { repo, rev, last, unit, cluster } = options;
  return withRepository(repo, async (repository) => {
    const tip = await repository.revision(rev);
    const commits = await repository.history(tip, last);
    return withElsewhere(io, options, async (elsewhere) => {
      const reviewer = new SidesReviewer(repository, elsewhere, io);
      const entries: History['entries'] = [];
      const clusters = new Set<string>();
      let looked = 0;
      for (const { id: head, parent: base, ...written } of commits) {
        if (base === undefined) continue;
        io.progress(`commit ${looked + 1} of ${commits.length} …`);
        const [before, after] = await Promise.all([repository.revision(base), repository.revision(head)]);
        const sides = { before: before.tree, after: after.tree, base, head, merge: AS_GIVEN };
        looked += 1;
        const commit = { commit: head, ...written };
        const entry = await entryOf(async () => {
          const judging = await loadConfigOfSides(options.config, sides, repository.fetch);
          const { review } = await reviewer.review(sides, judging);
          for (const name of review.order) clusters.add(name);
          return historyEntry(commit, review);
        }, commit);
        const asked = entry && within(entry, { unit, cluster });
        if (asked !== undefined) entries.push(asked);
      }
      if (cluster !== undefined && clusters.size > 0 && !clusters.has(cluster))
        throw unknownCluster(cluster, [...clusters]);
      return { schema: 1, looked, entries };
    });
  });
}

/** An old commit may hold a configuration that nobody could use: the others are told all the same. */
async function entryOf(
  review: () => Promise<HistoryEntry | undefined>,
  commit: Written,
): Promise<HistoryEntry | undefined> {
  try {
    return await review();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return unknownEntry(commit, error.message);
  }
}

const AS_GIVEN = { status: 'as-given', conflicts: [] } as const;
