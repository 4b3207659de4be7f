import * as v from 'valibot';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { counted, grouped } from '../../text/counted.ts';
import { visibleText } from '../../text/visible-text.ts';
import { type ChangeEntry, changeEntries } from './changes/change-entry.ts';
import { effectPhrase, stepText, versionsOf, versionText } from './changes/entry-remarks.ts';
import { headline } from './headline/headline.ts';
import { type TouchedCell, touchedCells } from './touched-cells.ts';

/** What an open pull request would do, cell by cell: names, signs and versions, and no content. */
export const PullEffectSchema = v.object({
  headline: v.string(),
  /** Whether it may do more than its cells say, anywhere. */
  isUnknown: v.boolean(),
  /** What is the same in several clusters stands once. */
  cells: v.pipe(
    v.array(
      v.object({
        unit: v.string(),
        /** Whether it is no unit, but what stands in the clusters' own folders. */
        isOwn: v.boolean(),
        clusters: v.pipe(v.array(v.string()), v.readonly()),
        /** As in the matrix: `+2 ~1`. */
        signs: v.string(),
        /** In one line. */
        text: v.string(),
      }),
    ),
    v.readonly(),
  ),
});

export type PullEffect = v.InferOutput<typeof PullEffectSchema>;

/** What is beyond makes the effect one that may do more than its cells say. */
const MOST_CELLS = 2_000;
/** In characters. */
const LONGEST_TEXT = 200;

/** @returns what a review says of each cell that its change touches */
export function pullEffect(review: Review): PullEffect {
  const { cells, isUnknown } = touchedCells(review);
  const units = new Set(Object.values(review.clusters).flatMap(unitsIn));
  const groups = new Map<string, Omit<PullEffect['cells'][number], 'clusters'> & { clusters: string[] }>();
  for (const { cluster, ...cell } of cells) {
    const told = { ...cell, isOwn: !units.has(cell.unit), text: cellText(cell, review.clusters[cluster]) };
    const key = JSON.stringify(told);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ...told, clusters: [cluster] });
    else known.clusters.push(cluster);
  }
  const all = [...groups.values()];
  return {
    headline: headline(review),
    isUnknown: isUnknown || all.length > MOST_CELLS,
    cells: all.slice(0, MOST_CELLS),
  };
}

/** @returns that what it does is not known, for a reason that is a sentence */
export function unknownEffect(reason: string): PullEffect {
  return { headline: `not known: ${visibleText(reason, LONGEST_TEXT)}`, isUnknown: true, cells: [] };
}

function unitsIn({ gained, lost, changed, moved, affected }: ClusterReview): readonly string[] {
  return [...gained, ...lost, ...changed, ...moved, ...affected].flatMap(({ unit }) => unit ?? []);
}

function cellText({ unit, signs }: Omit<TouchedCell, 'cluster'>, cluster: ClusterReview | undefined): string {
  const entries = (cluster === undefined ? undefined : entriesByUnit(cluster).get(unit)) ?? [];
  const versions = [...new Set(entries.flatMap(versionsOf).map((each) => `${versionText(each)} (${stepText(each)})`))];
  const data = entries.some(({ endangersData }) => endangersData) ? ['data may go with it'] : [];
  const text = [...versions.slice(0, 2), ...data, doneText(entries, signs)].join('; ');
  return visibleText(text.replaceAll('`', ''), LONGEST_TEXT);
}

const entriesByUnit = onceEach((cluster: ClusterReview): ReadonlyMap<string, readonly ChangeEntry[]> => {
  const byUnit = new Map<string, ChangeEntry[]>();
  for (const entry of changeEntries(cluster)) byUnit.set(entry.unit, [...(byUnit.get(entry.unit) ?? []), entry]);
  return byUnit;
});

const DONE = { '+': 'gained', '−': 'lost', '~': 'changed', '→': 'moved', '↻': 'reached by reference' } as const;

function doneText([only, ...others]: readonly ChangeEntry[], signs: string): string {
  const isWhole = others.length === 0 && /^.1$/.test(signs);
  if (only !== undefined && isWhole) return `${plainTitle(only)} ${effectPhrase(only)}`;
  const told = Object.entries(DONE).flatMap(([sign, verb]) =>
    signs
      .split(' ')
      .flatMap((each) => (each.startsWith(sign) ? [{ count: Number(each.slice(1).replaceAll(',', '')), verb }] : [])),
  );
  const parts = told.map(
    ({ count, verb }, index) => `${index === 0 ? counted(count, 'object') : grouped(count)} ${verb}`,
  );
  return [...parts, ...(signs.includes('?') ? ['not all of it is known'] : [])].join(', ');
}
