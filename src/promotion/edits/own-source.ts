import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Route } from '../plan/plan.ts';

/**
 * Finds what the target calls this repository, where the source calls it otherwise: each cluster names its sources itself.
 *
 * @param named by a FluxKustomization of the source's
 * @returns undefined where the target has it by that name too, where it is another repository, and where the target names none
 */
export function ownSource(named: SourceRef, { source, target }: Route): SourceRef | undefined {
  const isNamed = (ref: SourceRef): boolean => fullName(ref) === fullName(named);
  const isHeld = target.inventory.objects.some(({ resource }) => fullName(resource) === fullName(named));
  const own = refsIn(target);
  // The cluster's own directory is built first.
  return isHeld || own.some(isNamed) || !refsIn(source).some(isNamed) ? undefined : own[0];
}

/** What a cluster builds comes from this repository. */
function refsIn({ inventory: { roots } }: ClusterInventory): readonly SourceRef[] {
  return roots.flatMap(({ flux, problems }) => (flux === undefined || problems.length > 0 ? [] : [flux.sourceRef]));
}
