import { isFluxKustomization } from '../flux/flux-kustomization.ts';
import type { InventoryObject } from '../flux/inventory.ts';
import { isWithin } from '../tree/paths.ts';
import { identityOf } from './fleet.ts';
import type { Plan } from './plan.ts';
import type { Subject } from './subject.ts';

/**
 * Whether a gained object is what was asked for: an object that the subject has elsewhere, one that only the target's
 * variant of it brings, or the FluxKustomization or manifest that was copied to bring it in.
 */
export function isAllowedGain(object: InventoryObject, plan: Plan, subjects: readonly Subject[]): boolean {
  const identity = identityOf(object);
  const isOfSubject = plan.fleet.clusters.some(({ inventory }) =>
    inventory.objects.some((each) => identityOf(each) === identity && subjects.some(({ has }) => has(each))),
  );
  if (isOfSubject) return true;
  const { origin } = object.resource.trail;
  if (plan.copied.includes(origin.path)) return isFluxKustomization(object.resource);
  const paths = [origin.path, object.root.directory];
  for (let link = object.resource.trail.via; link !== undefined; link = link.next) paths.push(link.directory);
  return plan.variants.some((variant) => paths.some((path) => isWithin(path, variant)));
}
