import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { namespaceOf } from '../../kubernetes/facts/object-ref.ts';
import { type ObjectReference, objectReferences } from '../../kubernetes/facts/object-references.ts';
import { podReferences } from '../../kubernetes/facts/pod-references.ts';
import { onceEach } from '../../memo/by-value.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import type { Node } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { Side } from '../view/side.ts';
import { workloadsOf } from './workloads.ts';

const KINDS = ['ConfigMap', 'Secret', 'ServiceAccount'] as const;

export type ReferredKind = `/${(typeof KINDS)[number]}`;

/** An object that another one cannot do without. */
export interface Reference {
  readonly from: InventoryObject;
  readonly kind: ReferredKind;
  readonly namespace: string;
  readonly name: string;
  /** Where it is named. */
  readonly node: Node;
}

/** @returns what the workloads, releases and FluxKustomizations of a cluster refer to, where that is not optional. */
export const referencesOf = onceEach((side: Side): readonly Reference[] => [
  // Without the Secret for its registry a pod starts all the same, from an image that is there or is public.
  ...workloadsOf(side.known).flatMap(({ object, pod }) =>
    neededBy(
      object,
      podReferences(pod).filter(({ use }) => use !== 'pull'),
    ),
  ),
  ...['kustomize.toolkit.fluxcd.io/Kustomization', 'helm.toolkit.fluxcd.io/HelmRelease'].flatMap((kind) =>
    side.known.ofKind(kind).flatMap((object) => neededBy(object, ofFlux(object))),
  ),
]);

/** What acts in another cluster finds its service account there; the variables of a root are a problem of its render. */
function ofFlux({ resource }: InventoryObject): readonly ObjectReference[] {
  const isElsewhere = nodeAt(resource.node, 'spec', 'kubeConfig') !== undefined;
  return objectReferences(resource).filter(({ use }) => use === 'values' || (use === 'account' && !isElsewhere));
}

/** A name that is not known here refers to nothing that could be missed. */
function neededBy(
  object: InventoryObject,
  all: readonly Pick<ObjectReference, 'kind' | 'name' | 'node' | 'isOptional'>[],
): readonly Reference[] {
  return all.flatMap(({ kind: named, name, node, isOptional }) => {
    const kind = KINDS.find((each) => each === named);
    if (kind === undefined || isOptional || isHidden(node)) return [];
    return [{ from: object, kind: `/${kind}` as const, namespace: namespaceOf(object.resource), name, node }];
  });
}
