import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { filesReadBy } from '../plan/files-read-by.ts';
import type { FileEdit } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import type { ClusterOutcome } from './outcome.ts';

/** What an edit does to the clusters that were named, and that it would do to others. */
interface Along {
  readonly does: 'get' | 'lose';
  readonly objects: (outcome: ClusterOutcome) => readonly Parameters<typeof objectKey>[0][];
  /** The names of the clusters that were named. */
  readonly clusters: readonly string[];
  readonly edits: readonly FileEdit[];
}

/**
 * Refuses an edit of a file that other clusters share, where it does the same to them and nothing else: they have to be
 * named too.
 */
export function refuseAlong(outcomes: readonly ClusterOutcome[], { does, objects, clusters, edits }: Along): void {
  const isNamed = ({ before }: ClusterOutcome): boolean => clusters.includes(before.cluster.name);
  const keys = new Set(outcomes.filter(isNamed).flatMap((outcome) => objects(outcome).map(objectKey)));
  const others = outcomes.filter((outcome) => {
    const own = isNamed(outcome) ? [] : objects(outcome);
    return own.length > 0 && own.every((each) => keys.has(objectKey(each)));
  });
  if (others.length === 0) return;
  const names = others.map(({ before }) => before.cluster.name);
  const files = new Set(
    others.flatMap(({ before, after }) => [...filesReadBy(before.inventory), ...filesReadBy(after)]),
  );
  const shared = edits.filter(({ path }) => files.has(path)).map(({ path }) => path);
  refuse(
    `${names.join(' and ')} would ${does} it too, by ${shared.join(' and ')}, which ${clusters.join(' and ')} shares`,
    `Name all of them: ${[...clusters, ...names].sort().join(' ')}.`,
  );
}
