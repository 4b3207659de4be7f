import type { Inventory } from '../../flux/inventory.ts';
import type { DroppedField } from '../../flux/root-kustomization.ts';
import type { Rule } from '../rule.ts';

export const droppedField: Rule = {
  id: 'dropped-field',
  severity: 'error',
  why: 'Flux writes the kustomization of a root anew with the fields it knows: a misspelt one is gone without a word, and what it brought is pruned.',
  check({ before, after }) {
    const standing = new Set(droppedIn(before).map(describe));
    return droppedIn(after)
      .filter((dropped) => !standing.has(describe(dropped)))
      .map((dropped) => ({
        message: describe(dropped),
        path: dropped.path,
        ...(dropped.line === undefined ? {} : { line: dropped.line }),
        fix: dropped.nearest === undefined ? 'Remove it.' : `Did you mean "${dropped.nearest}"?`,
      }));
  },
};

function droppedIn(inventory: Inventory | undefined): readonly DroppedField[] {
  return inventory?.roots.flatMap((root) => root.dropped) ?? [];
}

function describe({ field, path }: DroppedField): string {
  return `"${field}" in ${path} is not a field of a kustomization: Flux drops it silently`;
}
