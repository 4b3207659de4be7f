import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindKey, objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Lost } from '../../review/contract/object-change.ts';
import { RootStates } from '../../review/effects/root-states.ts';
import { mayStay } from '../../review/unknown/may-stay.ts';
import { ofRoots } from './of-roots.ts';
import type { ClusterView, Found } from './rule.ts';

/** An object that the cluster loses, and what the review says of it. */
interface LostObject {
  readonly object: InventoryObject;
  readonly lost: Lost;
}

/** What goes with an object that is deleted. */
interface Risk {
  readonly one: string;
  readonly many: string;
}

/** @returns what a cluster loses, as it was before. */
export function lostObjects({ review, before }: ClusterView): readonly LostObject[] {
  return review.lost.flatMap((lost) => {
    const object = before?.index.named(lost);
    return object === undefined ? [] : [{ object, lost }];
  });
}

/**
 * @param kind with its group
 * @param risk what goes with one, and with several of that kind
 * @param isMeant narrows them further
 * @returns the objects of a kind that Flux or Helm deletes
 */
export function deleted(
  view: ClusterView,
  kind: string,
  risk: Risk,
  isMeant: (lost: Lost) => boolean = () => true,
): readonly Found[] {
  return lostObjects(view)
    .filter(({ object, lost }) => lost.effect === 'pruned' && kindKey(object.resource.gvk) === kind && isMeant(lost))
    .map(({ object, lost }) => {
      const together = (names: string, areMany: boolean, roots: string) =>
        `${deleterOf(object)} ${mayStay(lost) ? 'may delete' : 'deletes'} ${names}${ofRoots(areMany, roots)}, ${areMany ? risk.many : risk.one}`;
      return {
        object,
        message: together(objectTitle(lost), false, ''),
        together,
        isOfPlace: true,
        ...keptFrom(object, deletedWith(view, object)),
        ...(lost.uncertain === undefined ? {} : { severity: 'warning' as const }),
        ...lost.chain.at(-1),
      };
    });
}

/** @returns who deletes what is gone from the manifests */
export function deleterOf({ root }: InventoryObject): 'Flux' | 'Helm' | 'flux-operator' {
  return root.by === 'release' ? 'Helm' : root.by === 'set' ? 'flux-operator' : 'Flux';
}

/** @returns the Namespace or definition with which a cluster loses an object */
export function deletedWith({ before, after }: ClusterView, object: InventoryObject): InventoryObject | undefined {
  return new RootStates(before?.inventory, after?.inventory).deletedWith(object);
}

/**
 * @param around with which it is deleted
 * @returns how an object is kept that a cluster loses; nothing where it is as the rules say of what Flux applies
 */
export function keptFrom(object: InventoryObject, around: InventoryObject | undefined): Pick<Found, 'fix'> {
  return around === undefined
    ? keptBy(object)
    : { fix: `To keep it, keep ${objectTitle(around.resource)}: it is deleted with that.` };
}

/** @returns how what a chart or a ResourceSet has made is kept; nothing where it is as the rules say of what Flux applies */
export function keptBy({ root }: InventoryObject): Pick<Found, 'fix'> {
  if (root.by === 'set') {
    return {
      fix: 'To keep it, first let its template give it the annotation `fluxcd.controlplane.io/prune: disabled`.',
    };
  }
  if (root.by !== 'release') return {};
  return {
    fix: 'To keep it, first give it the annotation `helm.sh/resource-policy: keep`, by its chart or by `spec.postRenderers`.',
  };
}
