import { filesReadBy } from '../plan/files-read-by.ts';
import type { Plan } from '../plan/plan.ts';
import { type ClusterOutcome, outcomeOf } from './outcome.ts';

/**
 * Takes back the new files that no cluster reads: nothing that is written is without a reference.
 *
 * @returns what the rest does to every cluster
 */
export function withoutUnread({ fleet, draft }: Pick<Plan, 'fleet' | 'draft'>): readonly ClusterOutcome[] {
  const outcomes = outcomeOf(fleet, draft.tree);
  const read = new Set(outcomes.flatMap(({ after }) => filesReadBy(after)));
  const unread = draft.edits.filter(({ path, before, after }) => {
    return before === undefined && after !== undefined && !read.has(path);
  });
  for (const { path } of unread) draft.write(path, undefined);
  return unread.length === 0 ? outcomes : outcomeOf(fleet, draft.tree);
}
