import type { ClusterOffer } from '../../promotion/propose/promotable-units.ts';
import { counted, listed } from '../../text/counted.ts';
import { code, htmlName, name } from '../../text/escape.ts';
import { fitting } from '../../text/fitting.ts';

/** Longer lists are folded, so that those of all clusters are seen on a phone. */
const OPEN = 8;
/** A comment of GitHub holds 65,536 characters; what is more is counted. */
const BYTES = 50_000;

/** @returns what could be promoted where, as lists of markdown; the clusters in promotion order */
export function offersMarkdown(offers: readonly ClusterOffer[]): string {
  const [first] = offers.flatMap(({ cluster, units }) => units.map(({ unit }) => ({ unit, cluster })));
  if (first === undefined) return 'Nothing to promote: every cluster runs every unit.';
  const bytes = BYTES / offers.length;
  const nothing = offers.filter(({ units }) => units.length === 0).map(({ cluster }) => name(cluster));
  const partly = offers.filter(({ isPartlyKnown }) => isPartlyKnown).map(({ cluster }) => name(cluster));
  return [
    ...offers.filter(({ units }) => units.length > 0).map((offer) => offerMarkdown(offer, bytes)),
    ...(nothing.length === 0 ? [] : [`Nothing for ${listed(nothing, 10)}.`]),
    ...(partly.length === 0 ? [] : [`Only partly rendered, so it may run more: ${listed(partly, 10)}.`]),
    `${code(`/promote ${first.unit} ${first.cluster} --dry-run`)} shows the edit, or why there is none.`,
  ].join('\n\n');
}

function offerMarkdown({ cluster, units }: ClusterOffer, bytes: number): string {
  const lines = units.map(({ unit, from }) => `- ${code(unit, 60)} from ${name(from, 40)}`);
  const { shown, left } = fitting(lines, bytes);
  const list = [...shown, ...(left === 0 ? [] : [`- and ${counted(left, 'more unit')}`])].join('\n');
  const lacks = `lacks ${counted(units.length, 'unit')}`;
  if (units.length <= OPEN) return `**${name(cluster)}** ${lacks}\n\n${list}`;
  return `<details><summary><b>${htmlName(cluster)}</b> ${lacks}</summary>\n\n${list}\n\n</details>`;
}
