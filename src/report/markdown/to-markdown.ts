import { Buffer } from 'node:buffer';
import type { Review } from '../../review/contract/review.ts';
import { counted, listed } from '../../text/counted.ts';
import { code, name, prose } from '../../text/escape.ts';
import { alerts } from '../model/alerts/alerts.ts';
import { routinePhrase } from '../model/changes/routine.ts';
import { type ClusterSection, clusterSections, foldedCount } from '../model/clusters/cluster-sections.ts';
import type { SectionEntry } from '../model/clusters/unit-sections.ts';
import { withoutRoutine } from '../model/clusters/without-routine.ts';
import { elsewhereText } from '../model/elsewhere-text.ts';
import { headline } from '../model/headline/headline.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { comparedSides, soundness } from '../model/soundness.ts';
import { sourcesText } from '../model/sources-text.ts';
import { unreferenced, unreferencedText } from '../model/unreferenced.ts';
import { Budget } from './budget.ts';
import { flowchart } from './flowchart.ts';
import { REPORT_LIMIT } from './github-limits.ts';
import { alertBlock, noticeBlock } from './markdown-alerts.ts';
import { discoveryBlock } from './markdown-discovery.ts';
import { matrixTable } from './markdown-matrix.ts';
import { meetingsBlock } from './markdown-meetings.ts';
import {
  affectedLine,
  entryPiece,
  movedPiece,
  onlyLabelsPiece,
  routinePiece,
  sectionSummary,
  unitHeading,
  unitWays,
  unknownLines,
} from './markdown-section.ts';

/** Addresses of pages that say more than a comment. */
export interface PageAddresses {
  /** The whole report of a review. */
  readonly report: string;
  /** What runs where in its repository. */
  readonly fleet: string;
}

export interface MarkdownOptions {
  /** The App's hidden line that finds its comment again; put first, as it is. */
  readonly marker?: string | undefined;
  readonly link?: LinkBuilder | undefined;
  /** The most bytes to write; GitHub takes 65,536 characters. */
  readonly limit?: number | undefined;
  /** What more can be opened. */
  readonly pages?: PageAddresses | undefined;
  /** Our own Markdown between the alerts and the matrix: what the App knows of approvals. */
  readonly approvals?: string | undefined;
}

/** For the closing tags, the line that counts what was left out, and the soundness line. */
const reserve = 1_500;

/**
 * The comment: what a reviewer needs first, then everything, folded.
 *
 * @returns markdown in which text of the repository is nothing but text, cut by whole objects to fit the limit
 */
export function toMarkdown(review: Review, options: MarkdownOptions = {}): string {
  const links = options.link ?? (() => undefined);
  const sections = clusterSections(review);
  const budget = new Budget((options.limit ?? REPORT_LIMIT) - reserve);
  const parts = markdownTop(review, options, links);
  for (const part of parts) budget.take(part);
  const picture = flowchart(review);
  if (picture !== undefined && budget.take(picture)) parts.push(picture);
  parts.push(...sectionBlocks(sections, links, budget));
  const found = discoveryBlock(review, budget);
  parts.push(...leftOut(budget, 'comment'), soundnessLine(review, foldedCount(sections), options.pages), found);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** @returns what is never left out: headline, alerts, matrix, what meets it */
export function markdownTop(review: Review, options: MarkdownOptions, links: LinkBuilder): string[] {
  const all = alerts(review);
  return [
    options.marker ?? '',
    `### ${headline(review, name)}`,
    alertBlock(all, 'error', links),
    alertBlock(all, 'warning', links),
    options.approvals ?? '',
    matrixTable(review),
    unreferencedLine(review),
    meetingsBlock(review),
    noticeBlock(all, links),
  ].filter((part) => part !== '');
}

function unreferencedLine(review: Review): string {
  return unreferencedText(unreferenced(review), (paths) =>
    listed(
      paths.map((path) => code(path, 120)),
      6,
    ),
  );
}

/** So many objects are read faster than unfolded. */
const FEW = 3;
/** A section of more bytes or lines than this stays folded, however few its objects are. */
const OPEN = { bytes: 6_000, lines: 60 };

/** @returns the sections, with as many of their objects as fit; open where these are few */
export function sectionBlocks(sections: readonly ClusterSection[], links: LinkBuilder, budget: Budget): string[] {
  const isFew = sections.reduce((sum, { entries, told }) => sum + entries.length - told.length, 0) <= FEW;
  return sections.flatMap((section) => sectionBlock(section, links, budget, isFew));
}

/** @returns a section that opens and closes */
function sectionBlock(section: ClusterSection, links: LinkBuilder, budget: Budget, isFew: boolean): string[] {
  const summary = `<summary>${sectionSummary(section)}</summary>`;
  const isOpen = budget.take(`<details open>${summary}\n\n</details>`);
  // What stands for many has its room before each of the others.
  const labelled = onlyLabelsPiece(section).flatMap((piece) => budget.fit(piece) ?? []);
  let lastUnit = '';
  const { units: shown, routine } = withoutRoutine(section);
  const units = shown.flatMap((unit) => {
    const pieces = [...unit.entries.map((entry) => entryPiece(entry, links)), ...movedPiece(unit)];
    // A unit that comes by several ways is named once.
    const heading = unit.unit === lastUnit ? '' : unitHeading(unit);
    const ways = unitWays(unit, links);
    if (!isOpen || !budget.take(heading + ways)) {
      for (const piece of pieces) budget.leave(piece);
      return [];
    }
    const lines = pieces.flatMap((piece) => budget.fit(piece) ?? []);
    if (lines.length > 0) lastUnit = unit.unit;
    return lines.length === 0 ? [] : [[heading, joined(lines), ways].filter((part) => part !== '').join('\n\n')];
  });
  if (!isOpen) {
    for (const entry of routine) budget.leave(routinePiece(entry, links));
    return [];
  }
  const versions = routineList(routine, links, budget);
  const more = [affectedLine(section), unknownLines(section)].filter((lines) => lines !== '' && budget.take(lines));
  const content = [...units, ...versions, ...labelled, ...more].join('\n\n');
  const isShort = Buffer.byteLength(content) <= OPEN.bytes && content.split('\n').length <= OPEN.lines;
  return [[`<details${isFew && isShort ? ' open' : ''}>${summary}`, content, '</details>'].join('\n\n')];
}

function routineList(entries: readonly SectionEntry[], links: LinkBuilder, budget: Budget): readonly string[] {
  const pieces = entries.map((entry) => routinePiece(entry, links));
  const head = `- **\\~** ${routinePhrase(pieces.reduce((sum, { objects }) => sum + objects, 0))}`;
  if (pieces.length === 0 || !budget.take(head)) {
    for (const piece of pieces) budget.leave(piece);
    return [];
  }
  return [[head, ...pieces.flatMap((piece) => budget.fit(piece) ?? [])].join('\n')];
}

/** List items stay together; what ends in a fence is set apart from what follows. */
function joined(lines: readonly string[]): string {
  return lines.map((line, index) => `${line}${index < lines.length - 1 && line.includes('\n') ? '\n' : ''}`).join('\n');
}

/** @returns what had no room, counted; empty where everything had */
export function leftOut({ leftOut: objects, shortened }: Budget, where: 'comment' | 'check'): string[] {
  const missing = [
    ...(objects === 0 ? [] : [counted(objects, 'changed object')]),
    ...(shortened === 0 ? [] : [`the fields of ${counted(shortened, 'object')}`]),
  ];
  const what = `${missing.join(' and ')} not shown (${where} size limit)`;
  return missing.length === 0 ? [] : [`> [!NOTE]\n> ${what}: \`blast-radius diff\` prints the rest.`];
}

/** Of what is told of sources that are not fetched. */
const LONGEST = 2_000;

/** @returns what the review rests on, and what more can be opened */
export function soundnessLine(review: Review, folded: number, pages: PageAddresses | undefined): string {
  const sides = comparedSides(review);
  const more = pages === undefined ? '' : ` · [the whole report](${pages.report}) · [what runs where](${pages.fleet})`;
  const elsewhere = elsewhereText(review, code);
  const unfetched = prose(sourcesText(review), LONGEST);
  const lines = [`${soundness(review, folded)}${more}`, sides, elsewhere, unfetched].filter((line) => line !== '');
  return `<sub>${lines.join('<br>')}</sub>`;
}
