import type { Where, WhereObject } from '../fleet/where.ts';
import { objectName } from './object-title.ts';
import { painter } from './paint.ts';
import { padded } from './text-columns.ts';
import type { TextOptions } from './to-text.ts';
import { visibleText } from './visible-text.ts';

interface Row {
  readonly label: string;
  readonly isUnit: boolean;
  readonly clusters: ReadonlySet<string>;
}

/** What runs where, for a terminal: each unit with its objects, a dot for each cluster that has it. */
export function whereText(where: Where, { colour = false }: TextOptions = {}): string {
  const paint = painter(colour);
  const names = where.clusters.map(({ name }) => name);
  const units = where.units.map(({ unit }) => unit);
  const rows = [...units, ''].flatMap((unit) => rowsOf(unit, where));
  const heads = names.map((name) => visibleText(name, 40));
  const first = Math.max(0, ...rows.map(({ label }) => [...label].length));
  const widths = heads.map((head) => Math.max([...head].length, 1));
  const marks = ({ clusters }: Row) =>
    names.map((name, index) => {
      const has = clusters.has(name);
      return paint(has ? 'green' : 'dim', padded(has ? '●' : '·', widths[index] ?? 1, 'middle'));
    });
  return [
    `${' '.repeat(first)}  ${heads.map((head) => paint('bold', head)).join('  ')}`,
    ...rows.map((row) => {
      const label = padded(row.label, first);
      return `${row.isUnit ? paint('bold', label) : label}  ${marks(row).join('  ')}`.trimEnd();
    }),
    '',
  ].join('\n');
}

/** The objects that belong to no unit stand last, under the clusters' own name. */
function rowsOf(unit: string, where: Where): readonly Row[] {
  const objects = where.objects.filter((object) => object.unit === unit);
  if (objects.length === 0) return [];
  const clusters = new Set(objects.flatMap((object) => object.clusters));
  const label = unit === '' ? 'in the clusters’ own folders' : visibleText(unit, 60);
  return [{ label, isUnit: true, clusters }, ...objects.map(objectRow)];
}

function objectRow({ kind, namespace, name, clusters }: WhereObject): Row {
  const title = `${kind} ${objectName({ name, namespace: namespace === '' ? undefined : namespace })}`;
  return { label: `  ${visibleText(title, 100)}`, isUnit: false, clusters: new Set(clusters) };
}
