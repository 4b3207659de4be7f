import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import { counted } from '../../text/counted.ts';
import { visibleText } from '../../text/visible-text.ts';
import { diffText, fieldDiff } from '../model/changes/field-diff.ts';

/**
 * @param review of what would happen to the first cluster if it became the second
 * @param unit only objects of this unit; all where it is absent
 * @returns what only one of two clusters runs, and how what both run differs
 */
export function compareText(one: string, other: string, review: ClusterReview, unit?: string): string {
  const isAsked = (object: { readonly unit?: string | undefined }): boolean =>
    unit === undefined || object.unit === unit;
  const only = (cluster: string, objects: readonly Named[]): readonly string[] =>
    objects.map((object) => `only ${cluster}: ${plainTitle(object)}`);
  const changed = review.changed.filter(isAsked).flatMap((object) => [
    `both: ${plainTitle(object)}`,
    ...diffText(fieldDiff(object.fields))
      .split('\n')
      .map((line) => `  ${line}`),
  ]);
  const lines = [...only(one, review.lost.filter(isAsked)), ...only(other, review.gained.filter(isAsked)), ...changed];
  const unknown = review.unresolved.map(({ message }) => `unresolved: ${message}`);
  const { opaque } = review;
  const holds = opaque === 1 ? 'holds a value' : 'hold values';
  const hidden =
    opaque === 0 ? [] : [`not known: ${counted(opaque, 'object')} ${holds} that only the cluster has, and may differ`];
  const head = `- ${one}   + ${other}`;
  const all = [
    ...(lines.length === 0
      ? [`${one} and ${other} run the same${opaque === 0 ? '' : ', as far as that is known'}`]
      : [head, ...lines]),
    ...hidden,
    ...unknown,
  ];
  return `${all.map((line) => visibleText(line, 2_000)).join('\n')}\n`;
}

interface Named {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}
