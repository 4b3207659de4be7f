import type { SelectorEntry } from '../kustomization/fields.ts';
import type { Resource } from '../resource.ts';
import type { Scope } from '../scope.ts';

export function selectTargets(
  resources: readonly Resource[],
  _scope: Scope,
  target: SelectorEntry,
): ReadonlySet<Resource> {
  return new Set(resources.filter((each) => each.kind === target.kind?.text));
}
