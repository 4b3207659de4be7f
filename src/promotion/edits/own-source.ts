import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { filesFrom } from '../../flux/objects/own-sources.ts';
import { syncsIn } from '../../flux/roots/inventory.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/**
 * Finds what the target calls this repository, where the source calls it otherwise: each cluster names its sources itself.
 *
 * @param named by a FluxKustomization of the source's
 * @param isNamespaced whether that says in which namespace it is
 * @returns undefined where the target has it by that name too, where it is another repository, and where the target names none
 * @throws PromotionRefusal where the copy could not say what the target calls it, or only flux-operator knows
 */
export function ownSource(named: SourceRef, { source, target }: Route, isNamespaced: boolean): SourceRef | undefined {
  const isNamed = (ref: SourceRef): boolean => fullName(ref) === fullName(named);
  const isHeld = target.inventory.objects.some(({ resource }) => fullName(resource) === fullName(named));
  const own = refsIn(target);
  const syncs = syncsIn(target.inventory);
  const ref = syncs[0]?.flux.sourceRef ?? own[0];
  if (ref === undefined || isHeld || own.some(isNamed) || !refsIn(source).some(isNamed)) return undefined;
  const resources = target.inventory.objects.map(({ resource }) => resource);
  const isKnown = syncs.length === 0 || filesFrom({ sourceRef: ref }, syncs, [], resources).kind === 'here';
  if (isKnown && (isNamespaced || ref.namespace === named.namespace)) return ref;
  return refuse(
    `${target.cluster.name} has this repository as ${fullName(ref)}, and the FluxKustomization to be copied looks for it as ${fullName(named)}`,
    `Give ${target.cluster.name} a FluxKustomization by hand, with its own source.`,
  );
}

/** What a cluster builds comes from this repository. */
function refsIn({ inventory: { roots } }: ClusterInventory): readonly SourceRef[] {
  return roots.flatMap(({ flux, problems }) => (flux === undefined || problems.length > 0 ? [] : [flux.sourceRef]));
}
