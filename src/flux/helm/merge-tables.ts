import { Table } from './values.ts';

/**
 * Lays one table over another: tables are merged, anything else is replaced. What only one of them holds is shared with
 * the result, not copied: what is set in it later is set in both, and helm-controller's outcome depends on it.
 *
 * @see fluxcd/pkg chartutil/merge.go MergeMaps
 */
export function mergeTables(under: Table, over: Table): Table {
  const merged = new Table(under.entries, under.place ?? over.place);
  for (const [key, value] of over.entries) {
    const standing = merged.entries.get(key);
    const both = value instanceof Table && standing instanceof Table;
    merged.entries.set(key, both ? mergeTables(standing, value) : value);
  }
  return merged;
}
