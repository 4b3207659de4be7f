import type { ClusterReview } from '../../review/contract/cluster-review.ts';
import type { Review } from '../../review/contract/review.ts';
import { isPartly, isPartlyKnown } from '../../review/unknown/partly-known.ts';
import { grouped } from '../../text/counted.ts';
import { fence, mermaidLabel } from '../../text/escape.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import { type ChangeEntry, changeEntries } from '../model/changes/change-entry.ts';
import { isBlocked } from '../model/clusters/blocking.ts';
import { clustersInOrder } from '../model/clusters/in-order.ts';

/** With less of them the matrix says it all. */
const LEAST = { files: 3, clusters: 3 };

/** A picture with more than this is a hairball. */
const most = { files: 8, units: 8, clusters: 8, edges: 24 };

/**
 * Which changed file reaches which cluster through which unit.
 *
 * @returns a mermaid block, or `undefined` where a picture would not help
 */
export function flowchart(review: Review): string | undefined {
  const touched = clustersInOrder(review)
    .map(([name, cluster]) => ({
      ...{ name, entries: changeEntries(cluster), unknown: isBlocked(cluster) },
      mayChange: mayChange(cluster),
      isPartly: isPartlyKnown(cluster),
    }))
    .filter(({ entries, unknown, isPartly }) => entries.length > 0 || unknown || isPartly);
  const names = new Set(touched.map(({ name }) => name));
  const files = review.files.filter(({ clusters }) => clusters.some((cluster) => names.has(cluster)));
  const units = [...new Set(touched.flatMap(({ entries }) => entries.map(({ unit }) => unit)))].sort();
  if (touched.length < LEAST.clusters || files.length < LEAST.files || units.length < 1) return undefined;
  if (files.length > most.files || units.length > most.units || touched.length > most.clusters) return undefined;

  if (!files.some(({ clusters }) => clusters.filter((cluster) => names.has(cluster)).length > 1)) return undefined;

  const edges = new Set<string>();
  for (const [fileIndex, file] of files.entries()) {
    // A cluster's own list reaches a unit that others run too: drawn through the unit, it would seem to reach them.
    const whole = units.map((unit) =>
      touched.every(
        ({ name, entries }) => file.clusters.includes(name) || entries.every((entry) => entry.unit !== unit),
      ),
    );
    const through = new Set<string>();
    const direct: { readonly edge: string; readonly entries: readonly ChangeEntry[] }[] = [];
    for (const [clusterIndex, { name, entries, unknown, mayChange }] of touched.entries()) {
      if (!file.clusters.includes(name)) continue;
      const reached = units.flatMap((unit, unitIndex) =>
        whole[unitIndex] === true && brings(file.path, unit, entries) ? [unitIndex] : [],
      );
      for (const unitIndex of reached) {
        edges.add(`  f${fileIndex} --> u${unitIndex}`);
        through.add(units[unitIndex] ?? '');
      }
      const isHidden = unknown || mayChange(file.path);
      if (reached.length === 0 || isHidden) {
        const arrow = isHidden ? '-. "?" .->' : '-->';
        direct.push({ edge: `  f${fileIndex} ${arrow} c${clusterIndex}`, entries: isHidden ? [] : entries });
      }
    }
    // What it does in a cluster by way of a unit is drawn already.
    for (const { edge, entries } of direct) if (!entries.some(({ unit }) => through.has(unit))) edges.add(edge);
  }
  for (const [clusterIndex, { entries }] of touched.entries())
    for (const [unitIndex, unit] of units.entries()) {
      const signs = count(entries.filter((entry) => entry.unit === unit));
      if (signs !== '') edges.add(`  u${unitIndex} -- ${mermaidLabel(signs)} --> c${clusterIndex}`);
    }
  if (edges.size > most.edges) return undefined;
  return fence(
    'mermaid',
    [
      'flowchart LR',
      ...files.map(({ path }, index) => `  f${index}[${mermaidLabel(path, 60)}]`),
      ...units.map((unit, index) => `  u${index}([${mermaidLabel(unit)}])`),
      ...touched.map(({ name, unknown }, index) => `  c${index}{{${mermaidLabel(unknown ? `${name} ?` : name)}}}`),
      ...edges,
    ].join('\n'),
  );
}

/** @returns whether a file may change what is not known of a cluster; any may, where it is not known which do */
function mayChange({ unresolved }: ClusterReview): (path: string) => boolean {
  const parts = unresolved.filter(isPartly);
  const isAny = parts.some(({ changed }) => changed === undefined);
  const files = new Set(parts.flatMap(({ changed = [] }) => changed));
  return (path) => isAny || [...files].some((each) => isWithin(path, each));
}

/** A file brings a unit into a cluster where it stands in the chain of one of its objects. */
function brings(path: string, unit: string, entries: readonly ChangeEntry[]): boolean {
  return entries.some((entry) => entry.unit === unit && entry.chain.some((place) => place.path === path));
}

function count(entries: readonly ChangeEntry[]): string {
  return (['+', '−', '~', '→'] as const)
    .map((sign) => ({ sign, number: entries.filter((entry) => entry.sign === sign).length }))
    .filter(({ number }) => number > 0)
    .map(({ sign, number }) => `${sign}${grouped(number)}`)
    .join(' ');
}
