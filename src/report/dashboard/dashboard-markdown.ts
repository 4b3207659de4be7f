import { Buffer } from 'node:buffer';
import type { Dashboard } from '../../ask/question.ts';
import { counted, listed } from '../../text/counted.ts';
import { code, htmlName, name, prose } from '../../text/escape.ts';
import { cutMarkdown, fitting } from '../../text/fitting.ts';
import { REPORT_LIMIT } from '../markdown/github-limits.ts';
import { alertBlock } from '../markdown/markdown-alerts.ts';
import { alerts } from '../model/alerts/alerts.ts';
import type { LinkBuilder } from '../model/place-links.ts';
import { driftText } from '../where/drift-text.ts';
import { boxLine, type PromotionBox, promotionBoxes } from '../where/promotion-boxes.ts';
import { whereMarkdown } from '../where/where-markdown.ts';

/** The most that each part takes, so that none crowds out another: together less than an issue holds. */
const BYTES = { boxes: 20_000, matrix: 14_000, drift: 9_000, suspended: 3_000, errors: 7_000, warnings: 5_000 };

/** Longer lists are folded, so that those of all clusters are seen on a phone. */
const OPEN = 8;

/** Of which branch a dashboard tells. */
export interface DashboardBranch {
  readonly branch: string;
  readonly links: LinkBuilder;
}

/** @returns what runs where and what is to be done about it, as markdown that fits an issue: what is left out is counted */
export function dashboardMarkdown(dashboard: Dashboard, about: DashboardBranch): string {
  const { found, standing } = dashboard;
  const all = alerts(standing);
  const text = [
    headline(dashboard, about),
    section('Waits for promotion', boxesPart(dashboard, promotionBoxes(dashboard))),
    section('Units and clusters', matrixPart(dashboard)),
    section('Differs between clusters', driftPart(found.units)),
    section('Suspended', suspendedPart(found.units)),
    section('Errors that stand', alertBlock(all, 'error', about.links, BYTES.errors)),
    section('Warnings that stand', alertBlock(all, 'warning', about.links, BYTES.warnings)),
    footer(about),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
  if (text.length <= REPORT_LIMIT) return text;
  const { text: cut, left } = cutMarkdown(text, REPORT_LIMIT - 500);
  return `${cut}\n\nGitHub takes no longer text: ${counted(left, 'character')} are left out.`;
}

function headline({ found }: Dashboard, { branch }: DashboardBranch): string {
  const { clusters, units } = found;
  const drifting = units.filter(({ drift }) => drift).length;
  const where = `${counted(units.length, 'unit')} in ${counted(clusters.length, 'cluster')} on ${code(branch)}`;
  const partly = partlyKnown(found);
  return [
    `**${where}${drifting === 0 ? '' : `, ${drifting} of them not the same everywhere`}**`,
    ...(partly.length === 0
      ? []
      : [`Only partly known, so more may run there: ${listed(partly.map((each) => name(each.name, 60)))}.`]),
  ].join('\n\n');
}

function partlyKnown({ clusters }: Dashboard['found']) {
  return clusters.filter(({ problems, external }) => problems.length > 0 || external > 0);
}

function section(title: string, content: string): string {
  return content === '' ? '' : `### ${title}\n\n${content}`;
}

function boxesPart({ found }: Dashboard, boxes: readonly PromotionBox[]): string {
  if (found.clusters.length === 0) return '';
  if (boxes.length === 0)
    return partlyKnown(found).length > 0
      ? 'Nothing, as far as the clusters are known.'
      : 'Nothing: every cluster runs every unit, and none in an older version than the cluster before it.';
  const clusters = [...new Set(boxes.map(({ cluster }) => cluster))];
  let room = BYTES.boxes;
  let left = 0;
  const parts = clusters.flatMap((cluster) => {
    const own = boxes.filter((box) => box.cluster === cluster);
    const [head, foot] = frameOf(cluster, own);
    const { shown, left: more } = fitting(own.map(boxLine), room - Buffer.byteLength(head + foot));
    left += more;
    if (shown.length === 0) return [];
    const part = `${head}\n\n${shown.join('\n')}${foot}`;
    room -= Buffer.byteLength(part);
    return [part];
  });
  return [
    'Tick a box to have the App open the pull request that the command opens; it takes the role write, as the command does.',
    ...parts,
    ...(left === 0
      ? []
      : [
          `Left out as GitHub takes no longer text: ${counted(left, 'more promotion')}; ${code('/promote')} in a comment lists what clusters lack.`,
        ]),
  ].join('\n\n');
}

function frameOf(cluster: string, boxes: readonly PromotionBox[]): readonly [string, string] {
  const behind = boxes.filter(({ kind }) => kind === 'behind').length;
  const missing = boxes.length - behind;
  const what = [
    ...(behind === 0 ? [] : [`is behind in ${counted(behind, 'unit')}`]),
    ...(missing === 0 ? [] : [`lacks ${counted(missing, 'unit')}`]),
  ].join(' and ');
  if (boxes.length <= OPEN) return [`**${name(cluster, 60)}** ${what}`, ''];
  return [`<details><summary><b>${htmlName(cluster, 60)}</b> ${what}</summary>`, '\n\n</details>'];
}

function matrixPart({ found }: Dashboard): string {
  return found.units.length === 0 ? '' : whereMarkdown(found, { objects: false }, BYTES.matrix).trimEnd();
}

type Units = Dashboard['found']['units'];

function driftPart(units: Units): string {
  const lines = units.flatMap((unit) => {
    const sentences = driftText(unit);
    return sentences.length === 0
      ? []
      : [`- ${code(unit.unit, 60)}: ${sentences.map((each) => prose(each)).join('; ')}`];
  });
  return listPart(lines, BYTES.drift);
}

function suspendedPart(units: Units): string {
  const lines = units.flatMap(({ unit, runs }) => {
    const clusters = runs.filter(({ suspended }) => suspended).map(({ cluster }) => name(cluster, 40));
    return clusters.length === 0 ? [] : [`- ${code(unit, 60)} in ${listed(clusters, 8)}`];
  });
  return listPart(lines, BYTES.suspended);
}

function listPart(lines: readonly string[], bytes: number): string {
  const { shown, left } = fitting(lines, bytes);
  return [
    ...shown,
    ...(left === 0 ? [] : [`- and ${counted(left, 'more unit')}, left out as GitHub takes no longer text`]),
  ].join('\n');
}

function footer({ branch }: DashboardBranch): string {
  return `<sub>Kept current with every push to ${code(branch)}; what is written here by hand is undone. ${code('dashboard: false')} in ${code('.github/blast-radius.yml')} ends it.</sub>`;
}
