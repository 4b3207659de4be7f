import type { Inventory } from '../../flux/roots/inventory.ts';

/** @returns the files that a cluster's roots are built from */
export function filesReadBy({ roots }: Inventory): readonly string[] {
  return roots.flatMap(({ reads }) => [...reads].flatMap(([path, id]) => (id === 'absent' ? [] : [path])));
}
