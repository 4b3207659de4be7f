import { objectName } from '../../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import { counted } from '../../../text/counted.ts';

/**
 * @returns how much of what its chart made Helm deletes with a release that goes, as the end of a sentence that begins with
 *   its name; empty where nothing of it is known
 */
export function goesWith({ lost }: ClusterReview, change: ClusterReview['lost'][number]): readonly string[] {
  if (change.kind !== 'HelmRelease' || change.effect !== 'pruned') return [];
  const made = lost.filter(({ release, effect }) => release === objectName(change) && effect === 'pruned');
  if (made.length === 0) return [];
  const definitions = made.filter(({ kind }) => kind === 'CustomResourceDefinition').length;
  const data = made.filter(({ dataAtRisk }) => dataAtRisk !== undefined).length - definitions;
  const among = [
    ...(definitions === 0 ? [] : [counted(definitions, 'CRD')]),
    ...(data <= 0 ? [] : [`${counted(data, 'object')} with data`]),
  ];
  const are = among.length === 0 ? '' : `, ${among.join(' and ')} among them`;
  return [`with it ${made.length === 1 ? 'goes' : 'go'} ${counted(made.length, 'object')}${are}`];
}
