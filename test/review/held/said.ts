import type { Review } from '../../../src/review/contract/review.ts';
import { reviewOf } from '../review-of.ts';
import { cluster, type SmallFiles } from '../small-fleet.ts';

/** Everything that is said of a change in a fleet of one cluster, a line for each object, finding and problem. */
export function said(before: SmallFiles, after: SmallFiles): readonly string[] {
  return linesOf(reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after }));
}

/** @param rules the findings to be told */
export function linesOf({ clusters, findings }: Review, rules: readonly string[] = []): readonly string[] {
  return [
    ...Object.entries(clusters).flatMap(([name, { gained, lost, changed, moved, affected, unresolved }]) => {
      const at = name === 'prod' ? '' : `${name} `;
      return [
        ...gained.map((each) => `${at}+ ${described(each)}`),
        ...lost.map((each) => `${at}- ${described(each)}`),
        ...changed.map((each) => `${at}~ ${described(each)} ${each.fields.map(fieldText).join(', ')}`.trimEnd()),
        ...moved.map((each) => `${at}→ ${described(each)}`),
        ...affected.map(({ kind, name: of, reason }) => `${at}! ${kind}/${of} ${reason}`),
        ...unresolved.map(({ message, side }) => `${at}? ${side}: ${message}`),
      ];
    }),
    ...findings.filter(({ rule }) => rules.includes(rule)).map(({ rule, message }) => `${rule}: ${message}`),
  ].sort();
}

type Change = Review['clusters'][string]['gained'][number] & {
  readonly handover?: string | undefined;
};

function described(change: Change): string {
  const { kind, namespace, name, effect, consequences = [], race, stoppedBy, handover, uncertain, undecided } = change;
  const place = namespace === undefined || namespace === 'flux-system' || namespace === 'shop' ? '' : `${namespace}/`;
  return [
    `${kind}/${place}${name}: ${effect}`,
    ...(handover === undefined ? [] : [handover]),
    ...(uncertain === undefined ? [] : [uncertain]),
    ...(undecided === undefined ? [] : [undecided]),
    ...consequences,
    ...(race === undefined ? [] : [race]),
    ...(stoppedBy === undefined ? [] : [`not yet: ${stoppedBy}`]),
  ].join(', ');
}

type Field = Review['clusters'][string]['changed'][number]['fields'][number];

function fieldText({ path, before, after }: Field): string {
  const text = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return `(${path}: ${text(before)} → ${text(after)})`;
}
