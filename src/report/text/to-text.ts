import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { Review } from '../../review/contract/review.ts';
import { counted, listed } from '../../text/counted.ts';
import { unquoted } from '../../text/quoted.ts';
import { folded, type Paint, padded, painter, wrapped } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import { alerts } from '../model/alerts/alerts.ts';
import type { ChangeEntry } from '../model/changes/change-entry.ts';
import { onlyLabelsPhrase } from '../model/changes/chart-labels.ts';
import {
  effectPhrase,
  furtherConsequences,
  mattersOf,
  movedPhrase,
  namesByKind,
  shownFields,
  stepText,
  unshownFields,
  versionsOf,
  versionText,
} from '../model/changes/entry-remarks.ts';
import { fieldDiff } from '../model/changes/field-diff.ts';
import { type ClusterSection, clusterSections, foldedCount } from '../model/clusters/cluster-sections.ts';
import { sectionPhrase } from '../model/clusters/section-phrase.ts';
import type { Same } from '../model/clusters/shown-changes.ts';
import type { SectionEntry, UnitSection } from '../model/clusters/unit-sections.ts';
import { discoveryText } from '../model/discovery-text.ts';
import { elsewhereText } from '../model/elsewhere-text.ts';
import { headline } from '../model/headline/headline.ts';
import { matrix } from '../model/matrix.ts';
import { alsoMeetsText, meetingText } from '../model/meeting-text.ts';
import { wayText } from '../model/place-links.ts';
import { comparedSides, soundness } from '../model/soundness.ts';
import { sourcesText } from '../model/sources-text.ts';
import { unreferenced, unreferencedText } from '../model/unreferenced.ts';
import { textAlerts } from './text-alerts.ts';

export interface TextOptions {
  readonly colour?: boolean;
  /** Of the terminal; 100 where it is none. */
  readonly width?: number;
  /** Whether long lines go on below, as on a terminal; programs that read it get each whole. */
  readonly folds?: boolean;
}

/** Of what is told of sources that are not fetched. */
const LONGEST = 4_000;

/** The review for a terminal: every object, as a pager has no limit; long values are cut as in a comment. */
export function toText(review: Review, { colour = false, width = 100, folds = false }: TextOptions = {}): string {
  const paint = painter(colour);
  const sections = clusterSections(review);
  const sides = comparedSides(review);
  const elsewhere = elsewhereText(review, (text) => visibleText(text, 200));
  const unfetched = visibleText(unquoted(sourcesText(review)), LONGEST);
  const found = discoveryText(review, (name) => visibleText(name, 60));
  const lines = [
    paint('bold', headline(review)),
    '',
    ...textAlerts(alerts(review), paint, width),
    ...textMatrix(review, paint),
    ...unreferencedLines(review),
    ...meetingLines(review, width),
    ...sections.flatMap((section) => textSection(section, paint)),
    paint('dim', soundness(review, foldedCount(sections))),
    ...(sides === '' ? [] : [paint('dim', sides)]),
    ...(elsewhere === '' ? [] : [paint('dim', elsewhere)]),
    ...(unfetched === '' ? [] : [paint('dim', unfetched)]),
    ...(found === undefined ? [] : [paint('dim', `${found.summary}; blast-radius init writes one`)]),
  ];
  const text = `${lines.join('\n')}\n`;
  return folds ? folded(text, width) : text;
}

function unreferencedLines(review: Review): readonly string[] {
  const text = unreferencedText(unreferenced(review), (paths) => paths.join(', '));
  return text === '' ? [] : [visibleText(text, 4_000), ''];
}

/** @returns all that is known of others, as a pager has no limit */
function meetingLines(review: Review, width: number): readonly string[] {
  const lines = (review.meets ?? []).map((meeting) => {
    return `with ${meeting.with}: ${unquoted(meetingText(meeting, Number.POSITIVE_INFINITY))}`;
  });
  const all = [...lines, alsoMeetsText(review)].filter((line) => line !== '');
  return all.length === 0 ? [] : [...all.flatMap((line) => wrapped(visibleText(line, LONGEST), width, '')), ''];
}

function textSection(section: ClusterSection, paint: Paint): readonly string[] {
  const { states, units, onlyLabels, affected, unknown } = section;
  const names = visibleText(listed(states.map(({ name }) => name)), 200);
  return [
    `${paint('bold', names)} ${sectionPhrase(section)}`,
    ...units.flatMap((unit) => textUnit(unit, paint)),
    ...(onlyLabels.length === 0 ? [] : [`  ${paint('yellow', '~')} ${onlyLabelsPhrase(onlyLabels)}`]),
    ...(affected.length === 0 ? [] : ['  indirectly affected']),
    ...affected.map(
      (each) =>
        `    ${visibleText(each.kind)} ${visibleText(objectName(each))}: ${visibleText(each.reason.replaceAll('`', ''), 400)}`,
    ),
    ...(unknown.length === 0 ? [] : ['  not known']),
    ...unknown.map((text) => `    ${visibleText(text.replaceAll('`', ''), 1_000)}`),
    '',
  ];
}

function textUnit({ unit, chains, entries, alsoMoved }: UnitSection, paint: Paint): readonly string[] {
  const ways = chains.filter(({ places }) => places.length > 0);
  return [
    `  ${paint('bold', visibleText(unit))}`,
    ...ways.map(({ cluster, places }) => {
      const way = visibleText(wayText(places), 2_000);
      return paint('dim', `    ${ways.length > 1 ? `${visibleText(cluster)}: ` : ''}${way}`);
    }),
    ...entries.flatMap((entry) => textEntry(entry, paint)),
    ...(alsoMoved === 0 ? [] : [`    ${paint('cyan', '→')} ${movedPhrase(alsoMoved)}`]),
  ];
}

const colours = { '+': 'green', '−': 'red', '~': 'yellow', '→': 'cyan' } as const;

function textEntry({ entry, alike, places, sameAs }: SectionEntry, paint: Paint): readonly string[] {
  const where = places.length === 0 ? '' : `  ${paint('dim', visibleText(wayText(places), 2_000))}`;
  const text = [
    `${title(entry)} ${visibleText(effectPhrase(entry).replaceAll('`', ''), 400)}`,
    ...versionsOf(entry).map((version) => visibleText(`${versionText(version)} (${stepText(version)})`)),
    ...mattersOf(entry).map((each) => visibleText(unquoted(each), 400)),
    ...furtherConsequences(entry).map((each) => visibleText(each.replaceAll('`', ''), 400)),
    ...unshownFields(entry),
  ].join(' · ');
  const line = `    ${paint(colours[entry.sign], entry.sign)} ${text}${where}`;
  const fields = shownFields(entry);
  const others = alike.length === 0 ? [] : [`      the same in ${counted(alike.length, 'other')}: ${alikeText(alike)}`];
  if (fields.length === 0) return [line, ...others];
  if (sameAs !== undefined) return [`${line}  ${sameText(sameAs)}`, ...others];
  const diff = fieldDiff(fields).map(({ sign, text }) => {
    if (sign === '@') return `        ${paint('cyan', text)}`;
    const shown = `          ${sign} ${text}`;
    return sign === ' ' ? shown : paint(sign === '+' ? 'green' : 'red', shown);
  });
  return [line, ...diff, ...others];
}

function title({ kind, namespace, name, group }: ChangeEntry): string {
  const of = group === undefined ? '' : ` (${visibleText(group)})`;
  return `${visibleText(kind)} ${visibleText(objectName({ namespace, name }))}${of}`;
}

function sameText({ cluster, object }: Same): string {
  const place = cluster === undefined ? '' : ` in ${visibleText(cluster)}`;
  return object === undefined ? `the same as${place}` : `the same fields as ${title(object)}${place}`;
}

function alikeText(alike: readonly ChangeEntry[]): string {
  return namesByKind(
    alike,
    (entry) => visibleText(objectName(entry)),
    ({ kind }) => visibleText(kind),
  );
}

/** @returns units × clusters; one unit a row, as a terminal has room */
function textMatrix(review: Review, paint: Paint): readonly string[] {
  const { columns, rows, quiet } = matrix(review);
  const lines = rows.flatMap(({ units, cells }) => units.map((unit) => ({ unit: visibleText(unit, 60), cells })));
  if (lines.length === 0) return [];
  const heads = columns.map((names) => visibleText(listed(names, 3), 40));
  const first = Math.max(...lines.map(({ unit }) => [...unit].length));
  const widths = heads.map((head, index) =>
    Math.max([...head].length, ...lines.map(({ cells }) => (cells[index] ?? '').length)),
  );
  const row = (unit: string, cells: readonly string[], style: (cell: string, padded: string) => string) =>
    `  ${padded(unit, first)}  ${cells.map((cell, index) => style(cell, padded(cell, widths[index] ?? 0, 'middle'))).join('  ')}`.trimEnd();
  return [
    row('', heads, (_head, text) => paint('bold', text)),
    ...lines.map(({ unit, cells }) => row(unit, cells, (cell, text) => paint(colourOf(cell), text))),
    ...(quiet.length === 0 ? [] : [paint('dim', `  nothing in ${visibleText(listed(quiet, 12), 400)}`)]),
    '',
  ];
}

function colourOf(cell: string): 'dim' | 'green' | 'red' | 'yellow' {
  if (cell === '·') return 'dim';
  if (cell === '?' || cell.includes('−')) return 'red';
  return cell.startsWith('+') ? 'green' : 'yellow';
}
