import type { Affected } from '../../../review/contract/object-change.ts';
import type { Review } from '../../../review/contract/review.ts';
import { failedReleases, isPartlyKnown } from '../../../review/unknown/partly-known.ts';
import { changeEntries, touched } from '../changes/change-entry.ts';
import { changesOnlyLabels } from '../changes/chart-labels.ts';
import { isRoutine, isRoutineStep } from '../changes/routine.ts';
import { isBlocked } from '../clusters/blocking.ts';
import { clustersInOrder } from '../clusters/in-order.ts';

/**
 * @returns whether something changes, all of it is another patch or minor version, all of it is known, and nothing is found:
 *   such a review may wait for a machine, or a quiet hour
 */
export function isRoutineReview(review: Review): boolean {
  const { merge, unjudged = [], weakens, findings } = review;
  if (merge.status === 'conflict' || unjudged.length + weakens.length + findings.length > 0) return false;
  const clusters = clustersInOrder(review).map(([, cluster]) => cluster);
  if (clusters.some((each) => isBlocked(each) || isPartlyKnown(each) || failedReleases(each) > 0)) return false;
  const entries = clusters.flatMap(changeEntries);
  const all = entries.every((entry) => isRoutine(entry) || changesOnlyLabels(entry));
  return entries.length > 0 && all && clusters.flatMap(touched).every(isRoutineReach);
}

/** A release that goes to another version of its chart by the object that names it. */
function isRoutineReach({ effect, version }: Affected): boolean {
  return effect === 'upgraded' && version !== undefined && isRoutineStep(version);
}
