import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { counted, listed } from '../../text/counted.ts';
import { folded, padded, painter } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import { alerts } from '../model/alerts/alerts.ts';
import { clustersInOrder } from '../model/clusters/in-order.ts';
import { soundness } from '../model/soundness.ts';
import { textAlerts } from '../text/text-alerts.ts';
import type { TextOptions } from '../text/to-text.ts';

/** How many kinds without a schema one line names. */
const NAMED = 6;

/**
 * What is wrong with the clusters as they are, for a terminal.
 *
 * @param review of everything against nothing: what it finds stands
 */
export function validationText(
  review: Review,
  { colour = false, width = 100, folds = false }: TextOptions = {},
): string {
  const paint = painter(colour);
  const clusters = clustersInOrder(review);
  const first = Math.max(0, ...clusters.map(([name]) => [...visibleText(name, 40)].length));
  const lines = [
    ...clusters.map(([name, cluster]) => `${paint('bold', padded(visibleText(name, 40), first))}  ${looked(cluster)}`),
    '',
    // Data at risk is irrelevant where nothing is lost.
    ...textAlerts(alerts(review), paint, width),
    paint('dim', soundness(review, 0)),
    paint('dim', review.head === '' ? 'Of the files on disk' : `Of ${review.head.slice(0, 7)}, as committed`),
  ];
  const text = `${lines.join('\n')}\n`;
  return folds ? folded(text, width) : text;
}

function looked({ objects, roots, validation }: ClusterReview): string {
  const parts = [`${counted(objects.after, 'object')} in ${counted(roots, 'root')}`];
  if (validation !== undefined) {
    const { validated, withoutSchema, unknownKinds } = validation;
    const kinds = unknownKinds.map((id) => id.slice(id.indexOf(' ') + 1));
    parts.push(`${validated} validated`);
    if (withoutSchema > 0)
      parts.push(`${withoutSchema} without a schema: ${visibleText(listed([...new Set(kinds)], NAMED), 200)}`);
  }
  return parts.join(', ');
}
