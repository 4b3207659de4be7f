import type { SelectorEntry } from '../kustomization/fields.ts';
import type { Kustomization } from '../kustomization/load.ts';
import type { Resource } from '../resource.ts';

export function selectTargets(
  resources: readonly Resource[],
  _kustomization: Kustomization,
  target: SelectorEntry,
): ReadonlySet<Resource> {
  return new Set(resources.filter((each) => each.kind === target.kind?.text));
}
