import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { Version } from '../../review/contract/field-change.ts';
import { counted, listed } from '../../text/counted.ts';
import { code, fence, htmlName, name, prose } from '../../text/escape.ts';
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
import { diffText, fieldDiff } from '../model/changes/field-diff.ts';
import type { ClusterSection } from '../model/clusters/cluster-sections.ts';
import { sectionPhrase } from '../model/clusters/section-phrase.ts';
import type { Same } from '../model/clusters/shown-changes.ts';
import type { SectionEntry, UnitSection } from '../model/clusters/unit-sections.ts';
import { type LinkBuilder, wayLinks } from '../model/place-links.ts';

/** Clusters whose way to an object is written out; the others take the same way through their own lists. */
const mostChains = 3;

/** More objects to which the same happens are counted. */
const mostAlike = 30;

/** A piece of a comment, whole or shorter; `objects` tells how many stand in it, to be counted if it is left out. */
export interface Piece {
  readonly full: string;
  readonly brief: string;
  readonly objects: number;
}

/** @returns the summary line of a section: raw HTML, in which no markdown is read */
export function sectionSummary(section: ClusterSection): string {
  const names = section.states.map((state) => `<b>${htmlName(state.name, 60)}</b>`);
  return `${listed(names)} ${sectionPhrase(section)}`;
}

/** @returns the heading of a unit: its name */
export function unitHeading({ unit }: UnitSection): string {
  return `**${code(unit, 80)}**`;
}

/** @returns why a unit's objects are there, below them; of clusters that come to it alike the first one's way */
export function unitWays({ chains }: UnitSection, links: LinkBuilder): string {
  const alike = new Map<string, (typeof chains)[number][]>();
  for (const chain of chains.filter(({ places }) => places.length > 0)) {
    const key = JSON.stringify(chain.places.map((place) => [blanked(place.path, chain.cluster), place.line]));
    alike.set(key, [...(alike.get(key) ?? []), chain]);
  }
  const ways = [...alike.values()];
  const shown = ways.slice(0, mostChains).flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const likewise = others.length === 0 ? '' : ` (${listed(others.map(({ cluster }) => name(cluster, 60)))} likewise)`;
    const subject = chains.length > 1 ? `${name(first.cluster, 60)}${likewise}: ` : '';
    return [`${subject}${wayLinks(first.places, links)}`];
  });
  const more = ways.slice(mostChains).flat().length;
  if (more > 0) shown.push(`${counted(more, 'more cluster')} by other references`);
  return shown.map((way) => `<sub>${way}</sub>`).join('<br>');
}

/** A path without the name of its own cluster, to be compared with another's. */
function blanked(path: string, cluster: string): string {
  return path
    .split('/')
    .map((segment) => (segment === cluster ? '' : segment))
    .join('/');
}

/** @returns one object: what happens to it, where it is written, its changed fields, and the others that they change in */
export function entryPiece({ entry, alike, places, sameAs }: SectionEntry, links: LinkBuilder): Piece {
  const side = entry.sign === '−' ? 'before' : 'after';
  const where = places.length === 0 ? [] : [`<sub>${wayLinks(places, links, side)}</sub>`];
  const effect = isSaidBySign(entry) ? '' : ` ${prose(effectPhrase(entry))}`;
  const text = `- **${entry.sign === '~' ? '\\~' : entry.sign}** ${title(entry)}${effect}`;
  const line = [text, ...remarks(entry), ...where].join(' · ');
  const objects = 1 + alike.length;
  const others = alike.length === 0 ? [] : [`the same in ${alikeText(alike)}`];
  const fields = shownFields(entry);
  const told = (what: string) => [line, ...(what === '' ? [] : [what]), ...others].join(' · ');
  if (fields.length === 0) return { full: told(''), brief: told(''), objects };
  if (sameAs !== undefined) return { full: told(sameText(sameAs)), brief: told(sameText(sameAs)), objects };
  const diff = fence('diff', diffText(fieldDiff(fields)));
  return {
    full: [line, diff, ...others.map((each) => `  ${each}`)].join('\n\n'),
    brief: told(`${counted(fields.length, 'field')}, not shown`),
    objects,
  };
}

/**
 * @returns an object of which a version says all, in one line of those below {@link routinePhrase}, with the place that
 *   gives the version
 */
export function routinePiece({ entry, alike, places }: SectionEntry, links: LinkBuilder): Piece {
  const where = places.length === 0 ? [] : [`<sub>${wayLinks(places.slice(-1), links)}</sub>`];
  const others = alike.length === 0 ? [] : [`the same in ${alikeText(alike)}`];
  const line = `  - ${[title(entry), ...remarks(entry), ...where, ...others].join(' · ')}`;
  return { full: line, brief: line, objects: 1 + alike.length };
}

/** The legend of the signs says as much as "is created" and "is updated" do. */
function isSaidBySign({ sign, effect, remark }: ChangeEntry): boolean {
  if (remark !== undefined) return false;
  return (sign === '+' && effect === 'created') || (sign === '~' && effect === 'updated');
}

function title(entry: ChangeEntry): string {
  const group = entry.group === undefined ? '' : ` (${code(entry.group, 80)})`;
  return `${name(entry.kind, 80)} ${objectCode(entry)}${group}`;
}

function objectCode(entry: ChangeEntry): string {
  return code(objectName(entry), 120);
}

function sameText({ cluster, object }: Same): string {
  const place = cluster === undefined ? '' : ` in ${name(cluster, 60)}`;
  return object === undefined ? `the same as${place}` : `the same fields as ${title(object)}${place}`;
}

function alikeText(alike: readonly ChangeEntry[]): string {
  const shown = alike.slice(0, mostAlike);
  const names = namesByKind(shown, objectCode, ({ kind }) => name(kind, 80));
  const more = alike.length - shown.length;
  return `${counted(alike.length, 'other')}: ${names}${more === 0 ? '' : ` and ${more} more`}`;
}

/** What a reader wants to know before any diff: versions, what follows, what is counted only. */
function remarks(entry: ChangeEntry): readonly string[] {
  return [
    ...versionsOf(entry).map((version) => `${code(versionText(version), 120)} ${markedStep(version)}`),
    ...mattersOf(entry).map((each) => prose(each)),
    ...furtherConsequences(entry).map((each) => prose(each)),
    ...unshownFields(entry),
  ];
}

/** Who merges a major step or a step back should not have to compare numbers. */
function markedStep(version: Version): string {
  const text = stepText(version);
  return version.step === 'major' || version.step === 'downgrade' ? `**${text}**` : text;
}

/** @returns the unit's objects that only move, where they are too many to name */
export function movedPiece({ alsoMoved }: UnitSection): readonly Piece[] {
  if (alsoMoved === 0) return [];
  const line = `- **→** ${movedPhrase(alsoMoved)}`;
  return [{ full: line, brief: line, objects: alsoMoved }];
}

/** @returns the objects of a section of which only labels of a chart's version change */
export function onlyLabelsPiece({ onlyLabels }: ClusterSection): readonly Piece[] {
  if (onlyLabels.length === 0) return [];
  const line = `- **\\~** ${onlyLabelsPhrase(onlyLabels)}`;
  return [{ full: line, brief: line, objects: onlyLabels.length }];
}

/** @returns what changes by reference only, as a line of its own; empty without any */
export function affectedLine({ affected }: ClusterSection): string {
  if (affected.length === 0) return '';
  const shown = affected
    .slice(0, 10)
    .map((each) => `- ${name(each.kind, 80)} ${code(objectName(each), 120)}: ${prose(each.reason)}`);
  const more = affected.length - shown.length;
  return ['Indirectly affected:', '', ...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}

/** @returns what else may happen and is not known, a line each; empty without any */
export function unknownLines({ unknown }: ClusterSection): string {
  if (unknown.length === 0) return '';
  const shown = unknown.slice(0, 10).map((text) => `- ${prose(text)}`);
  const more = unknown.length - shown.length;
  return ['Not known:', '', ...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}
