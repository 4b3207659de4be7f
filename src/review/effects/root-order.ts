import type { Root } from '../../flux/roots/inventory.ts';
import { dependenciesOf } from './depends-on.ts';

/**
 * @param roots of one cluster
 * @returns them in an order in which they can be applied: each behind the root that holds it and those that it depends
 *   on; those of a circle as they come
 */
export function inDependencyOrder(roots: readonly Root[]): readonly Root[] {
  const byName = new Map(roots.map((root) => [root.name, root]));
  const ordered = new Set<Root>();
  const waiting = new Set<Root>();
  const add = (root: Root): void => {
    if (ordered.has(root) || waiting.has(root)) return;
    waiting.add(root);
    const before = [
      ...(root.parent === undefined ? [] : [root.parent]),
      ...(root.flux === undefined ? [] : dependenciesOf(root.flux)),
    ];
    for (const name of before) {
      const other = byName.get(name);
      if (other !== undefined) add(other);
    }
    ordered.add(root);
  };
  for (const root of roots) add(root);
  return [...ordered];
}
