import type { Review } from '../../review/contract/review.ts';
import { placeText } from '../../text/place-text.ts';
import { visibleLines } from '../../text/visible-text.ts';
import type { Alert } from '../model/alerts/alert.ts';
import { alerts } from '../model/alerts/alerts.ts';
import { placedAlerts } from '../model/alerts/placed-alerts.ts';

/** Something to know about a change, at one place, in plain text. */
export interface Problem extends Pick<Alert, 'id' | 'level' | 'clusters'> {
  readonly title: string;
  readonly message: string;
  /** In the repository; absent where no file of it is meant. */
  readonly place?: { readonly path: string; readonly line?: number | undefined };
}

/** @returns all that a review has to say at single lines, the worst first */
export function problems(review: Review): readonly Problem[] {
  return alerts(review).flatMap((alert) => {
    const { id, level, clusters, block } = alert;
    const more = block === undefined ? [] : [visibleLines(block).trimEnd()];
    return placedAlerts(alert).map(({ title, message, place }) => {
      const about = { id, level, clusters, title };
      if (place === undefined) return { ...about, message: [message, ...more].join('\n') };
      const { path, line, source } = place;
      // No tool can open what is not in the repository.
      if (source !== undefined) return { ...about, message: [message, placeText(place), ...more].join('\n') };
      return { ...about, message: [message, ...more].join('\n'), place: { path, line } };
    });
  });
}
