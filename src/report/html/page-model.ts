import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Affected } from '../../review/contract/object-change.ts';
import type { ReviewPlace } from '../../review/contract/reference.ts';
import type { Review } from '../../review/contract/review.ts';
import type { ChangeEntry } from '../model/changes/change-entry.ts';
import { type ClusterSection, clusterSections } from '../model/clusters/cluster-sections.ts';

/** One object on the page: in one cluster, or in several in which the same happens to it. */
export interface PageEntry {
  readonly id: string;
  readonly entry: ChangeEntry;
  readonly title: string;
  /** By their numbers, see {@link PageModel}. */
  readonly clusters: readonly number[];
  readonly clusterNames: readonly string[];
  readonly unit: number;
  readonly severity: 'error' | 'warning' | 'notice' | undefined;
}

export interface PageUnit {
  readonly id: string;
  readonly unit: string;
  readonly entries: readonly PageEntry[];
  readonly alsoMoved: number;
}

export interface PageSection {
  readonly id: string;
  readonly section: ClusterSection;
  readonly clusters: readonly number[];
  readonly units: readonly PageUnit[];
  readonly affected: readonly Affected[];
}

/** A file that objects come through, or that the pull request edits. */
export interface PageFile {
  readonly id: string;
  readonly path: string;
  readonly status: Review['files'][number]['status'] | undefined;
  readonly clusters: readonly string[];
  readonly entries: readonly PageEntry[];
}

/** The review as a page shows it. Names may be anything: the page tells clusters and units by number. */
export interface PageModel {
  readonly clusters: readonly string[];
  readonly units: readonly string[];
  readonly sections: readonly PageSection[];
  /** Whether the page may ask why fields of charts are as they are. */
  readonly asksWhy: boolean;
  /** Edited files first. */
  readonly files: ReadonlyMap<string, PageFile>;
}

export function pageModel(
  review: Review,
  { clusters, units, asksWhy }: Pick<PageModel, 'clusters' | 'units' | 'asksWhy'>,
): PageModel {
  const sections = clusterSections(review).map((section, index): PageSection => {
    const numbers = section.states.map(({ name }) => clusters.indexOf(name));
    const id = `s${index}`;
    return {
      id,
      section,
      clusters: numbers,
      affected: section.affected,
      units: byUnit(section).map(({ unit, entries, alsoMoved }, at) => ({
        id: `${id}u${at}`,
        unit,
        alsoMoved,
        entries: entries.map((entry, place) => ({
          id: `${id}u${at}e${place}`,
          entry,
          title: plainTitle(entry),
          clusters: numbers,
          clusterNames: section.states.map(({ name }) => name),
          unit: units.indexOf(unit),
          severity: severityOf(entry, section, review),
        })),
      })),
    };
  });
  return { clusters, units, sections, asksWhy, files: filesOf(review, sections) };
}

/** A unit once, though its objects may enter by several ways. */
function byUnit({ units, told }: ClusterSection) {
  const merged = new Map<string, { unit: string; entries: ChangeEntry[]; alsoMoved: number }>();
  for (const { unit, entries, alsoMoved } of units) {
    const known = merged.get(unit) ?? { unit, entries: [], alsoMoved: 0 };
    known.entries.push(...entries.flatMap(({ entry, alike }) => [entry, ...alike]));
    known.alsoMoved += alsoMoved;
    merged.set(unit, known);
  }
  // A page has room for both.
  for (const edit of told) {
    const known = merged.get(edit.unit) ?? { unit: edit.unit, entries: [], alsoMoved: 0 };
    known.entries.push(edit);
    merged.set(edit.unit, known);
  }
  return [...merged.values()];
}

/** The worst finding about the object, where it is shown on the page. */
function severityOf(entry: ChangeEntry, { states }: ClusterSection, review: Review): PageEntry['severity'] {
  if (entry.effect === 'rejected' || entry.endangersData) return 'error';
  const names = new Set(states.map(({ name }) => name));
  const found = review.findings.filter(({ object, cluster }) => {
    const isHere = cluster === undefined || names.has(cluster);
    return isHere && object !== undefined && plainTitle(object) === plainTitle(entry);
  });
  return (['error', 'warning', 'notice'] as const).find((level) => found.some(({ severity }) => severity === level));
}

function filesOf(review: Review, sections: readonly PageSection[]): ReadonlyMap<string, PageFile> {
  const through = new Map<string, Set<PageEntry>>(review.files.map(({ path }) => [path, new Set()]));
  for (const entry of sections.flatMap(({ units }) => units.flatMap(({ entries }) => entries))) {
    for (const { path } of entry.entry.chain) through.set(path, (through.get(path) ?? new Set()).add(entry));
  }
  const edited = new Map(review.files.map((file) => [file.path, file]));
  return new Map(
    [...through].map(([path, entries], index) => {
      const { status, clusters = [] } = edited.get(path) ?? {};
      return [path, { id: `f${index}`, path, status, clusters, entries: [...entries] }];
    }),
  );
}

/** @returns the places of a chain without those that say the same line twice in a row */
export function chainPlaces({ chain }: ChangeEntry): readonly ReviewPlace[] {
  return chain.filter(({ path, line }, index) => {
    const previous = chain[index - 1];
    return previous?.path !== path || previous.line !== line;
  });
}
