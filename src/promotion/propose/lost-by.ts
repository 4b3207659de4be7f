import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { ClusterOutcome } from '../outcome/outcome.ts';
import type { Draft } from '../plan/draft.ts';
import { filesReadBy } from '../plan/files-read-by.ts';
import type { PlannedPromotion } from '../plan/promotion.ts';

/** @returns what a cluster loses by an edit, and what becomes of it */
export function lostObjects(cluster: string, { lost: all }: Pick<ClusterReview, 'lost'>): PlannedPromotion['lost'] {
  return all.map((lost) => ({
    ...{ cluster, kind: lost.kind, namespace: lost.namespace ?? '', name: lost.name },
    ...{ effect: lost.effect, hasData: lost.dataAtRisk !== undefined },
  }));
}

/** @returns the files that some cluster read before an edit and none reads after it, sorted; without the edited ones. */
export function unreferencedFiles(outcomes: readonly ClusterOutcome[], draft: Draft): readonly string[] {
  const after = new Set(outcomes.flatMap((outcome) => filesReadBy(outcome.after)));
  const before = new Set(outcomes.flatMap((outcome) => filesReadBy(outcome.before.inventory)));
  return [...before].filter((path) => !after.has(path) && draft.files.find(path).kind === 'file').sort();
}
