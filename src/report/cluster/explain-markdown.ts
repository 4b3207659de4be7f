import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ObjectExplanation } from '../../review/origins/explain-object.ts';
import type { ToldLine } from '../../review/origins/told-line.ts';
import { code, fence, prose } from '../../text/escape.ts';
import { type LinkBuilder, placeLink } from '../model/place-links.ts';
import { type ExplainDetail, type ExplainRow, explainRows } from './explain-rows.ts';
import { explainText } from './explain-text.ts';

/** More rows are a table, which is read faster than so many links. */
const MOST_LINKED = 30;

const LEADS: Readonly<Record<ExplainRow['of'], string>> = { field: '- ', value: '  - ', condition: '  - if ' };

/**
 * @param links to the lines of the repository at the commit that is explained
 * @returns the chain of an object, then every field with its value and the line that wrote it, each line a link where the
 *   fields are few
 */
export function explainMarkdown(
  cluster: string,
  explanation: ObjectExplanation,
  detail: ExplainDetail,
  links: LinkBuilder,
): string {
  const { chain, fields } = explanation;
  const rows = explainRows(fields, detail);
  const way = chain.map((place) => lineLink(place, links)).join(' → ');
  const head = `${code(plainTitle(explanation))} in ${code(cluster)}: ${way}`;
  if (rows.length <= MOST_LINKED) return `${head}\n\n${rows.map((row) => rowLine(row, links)).join('\n')}`;
  const table = explainText(cluster, { ...explanation, chain: [] }, detail);
  return `${head}\n\n${fence('', table)}\n\n${code('--field <path>')} shows one field, with links to its lines.`;
}

function rowLine({ of, name, value, places, who }: ExplainRow, links: LinkBuilder): string {
  const lines = places.map((place) => lineLink(place, links)).join(' in ');
  const setter = who === undefined ? '' : lines === '' ? prose(who) : ` (${prose(who)})`;
  return `${LEADS[of]}${code(name)}${value === undefined ? '' : ` ${code(value)}`}: ${lines}${setter}`;
}

function lineLink({ elsewhere, ...place }: ToldLine, links: LinkBuilder): string {
  return placeLink(place, elsewhere === true ? () => undefined : links);
}
