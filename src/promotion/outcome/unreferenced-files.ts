import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Draft } from '../plan/draft.ts';
import type { ClusterOutcome } from './outcome.ts';

/** @returns the files that some cluster read before an edit and none reads after it, sorted; without the edited ones. */
export function unreferencedFiles(outcomes: readonly ClusterOutcome[], draft: Draft): readonly string[] {
  const after = new Set(outcomes.flatMap((outcome) => filesOf(outcome.after)));
  const before = new Set(outcomes.flatMap((outcome) => filesOf(outcome.before.inventory)));
  return [...before].filter((path) => !after.has(path) && draft.files.find(path).kind === 'file').sort();
}

function filesOf({ roots }: Inventory): readonly string[] {
  return roots.flatMap(({ reads }) => [...reads].flatMap(([path, id]) => (id === 'absent' ? [] : [path])));
}
