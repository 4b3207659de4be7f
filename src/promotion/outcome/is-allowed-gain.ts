import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import { areVariants } from '../places/homes.ts';
import type { Subject } from '../places/subject.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Plan } from '../plan/plan.ts';

/**
 * Whether a gained object is what was asked for: an object that the subject has elsewhere, one that only the target's
 * variant of it brings, or the FluxKustomization or manifest that was copied to bring it in.
 */
export function isAllowedGain(object: InventoryObject, plan: Plan, subjects: readonly Subject[]): boolean {
  const identity = objectKey(object.resource);
  const isOfSubject = plan.fleet.clusters.some(({ inventory }) =>
    inventory.objects.some((each) => objectKey(each.resource) === identity && subjects.some(({ has }) => has(each))),
  );
  if (isOfSubject) return true;
  const { origin } = object.resource.trail;
  if (plan.copied.includes(origin.path)) return isFluxKustomization(object.resource);
  const paths = [origin.path, object.root.directory];
  for (let link = object.resource.trail.via; link !== undefined; link = link.next) paths.push(link.directory);
  const by = plan.variants.filter((variant) => paths.some((path) => isWithin(path, variant)));
  if (by.some((variant) => isWithin(origin.path, variant) || isVariantOf(variant, plan.fleet, subjects))) return true;
  return by.length > 0 && !isOfAnother(identity, plan.fleet);
}

/** An overlay of the thing itself brings what the thing is there; one of a whole set brings other things too. */
function isVariantOf(variant: string, fleet: Fleet, subjects: readonly Subject[]): boolean {
  const objects = fleet.clusters.flatMap(({ inventory }) => inventory.objects);
  const units = new Set(
    objects.filter((each) => subjects.some(({ has }) => has(each))).flatMap((each) => fleet.units.of(each) ?? []),
  );
  return [...units].some((unit) => fleet.units.directoriesOf(unit).some((each) => areVariants(each, variant, fleet)));
}

function isOfAnother(identity: string, { clusters, units }: Fleet): boolean {
  return clusters.some(({ inventory }) =>
    inventory.objects.some((each) => objectKey(each.resource) === identity && units.of(each) !== undefined),
  );
}
