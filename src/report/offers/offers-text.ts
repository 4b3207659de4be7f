import type { ClusterOffer } from '../../promotion/propose/promotable-units.ts';
import { counted, listed } from '../../text/counted.ts';
import { padded } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';

/** @returns what could be promoted where, for a terminal; the clusters in promotion order */
export function offersText(offers: readonly ClusterOffer[]): string {
  const all = offers.flatMap(({ cluster, units }) => units.map(({ unit }) => ({ unit, cluster })));
  const [first] = all;
  if (first === undefined) return 'Nothing to promote: every cluster runs every unit.\n';
  const width = Math.max(...all.map(({ unit }) => [...visibleText(unit, 60)].length));
  const nothing = offers.filter(({ units }) => units.length === 0).map(({ cluster }) => visibleText(cluster));
  const partly = offers.filter(({ isPartlyKnown }) => isPartlyKnown).map(({ cluster }) => visibleText(cluster));
  const lines = [
    ...offers
      .filter(({ units }) => units.length > 0)
      .flatMap(({ cluster, units }) => [
        `${visibleText(cluster)} lacks ${counted(units.length, 'unit')}`,
        ...units.map(({ unit, from }) => `  ${padded(visibleText(unit, 60), width)}  from ${visibleText(from)}`),
      ]),
    ...(nothing.length === 0 ? [] : [`Nothing for ${listed(nothing, 10)}.`]),
    ...(partly.length === 0 ? [] : [`Only partly rendered, so it may run more: ${listed(partly, 10)}.`]),
    `blast-radius promote ${visibleText(first.unit)} ${visibleText(first.cluster)} --dry-run shows the edit, or why there is none.`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
