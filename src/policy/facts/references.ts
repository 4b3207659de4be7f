import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { HiddenScalar } from '../../yaml/node/hidden-scalar.ts';
import type { Mapping, Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { namespaceOf } from '../view/object-index.ts';
import type { Side } from '../view/side.ts';
import { containersOf, workloadsOf } from './workloads.ts';

export type ReferredKind = '/ConfigMap' | '/Secret' | '/ServiceAccount';

/** An object that another one cannot do without. */
export interface Reference {
  readonly from: InventoryObject;
  readonly kind: ReferredKind;
  readonly namespace: string;
  readonly name: string;
  /** Where it is named. */
  readonly node: Node;
}

type Named = Pick<Reference, 'kind' | 'name' | 'node'>;

const known = new WeakMap<Side, readonly Reference[]>();

/** @returns what the workloads, releases and FluxKustomizations of a cluster refer to, where that is not optional. */
export function referencesOf(side: Side): readonly Reference[] {
  const references = known.get(side) ?? [...ofWorkloads(side), ...ofReleases(side), ...ofRoots(side)];
  known.set(side, references);
  return references;
}

function ofWorkloads({ known: index }: Side): readonly Reference[] {
  return workloadsOf(index).flatMap(({ object, pod }) =>
    from(object, [...inVolumes(pod), ...inContainers(pod), ...inPod(pod)]),
  );
}

function ofReleases({ known: index }: Side): readonly Reference[] {
  return index.ofKind('helm.toolkit.fluxcd.io/HelmRelease').flatMap((object) =>
    from(
      object,
      itemsAt(object.resource.node, 'spec', 'valuesFrom').flatMap((entry) => {
        const kind = textAt(entry, 'kind');
        return kind === 'ConfigMap' || kind === 'Secret' ? named(`/${kind}`, entry, 'name') : [];
      }),
    ),
  );
}

/** What acts in another cluster finds its service account there. */
function ofRoots({ known: index }: Side): readonly Reference[] {
  const kinds = ['kustomize.toolkit.fluxcd.io/Kustomization', 'helm.toolkit.fluxcd.io/HelmRelease'];
  const objects = kinds.flatMap((kind) => index.ofKind(kind));
  return objects.flatMap((object) => {
    const spec = nodeAt(object.resource.node, 'spec');
    const isHere = nodeAt(spec, 'kubeConfig') === undefined;
    return isHere ? from(object, named('/ServiceAccount', spec, 'serviceAccountName')) : [];
  });
}

function from(object: InventoryObject, all: readonly Named[]): readonly Reference[] {
  return all.map((each) => ({ from: object, namespace: namespaceOf(object), ...each }));
}

function inVolumes(pod: Mapping): readonly Named[] {
  return itemsAt(pod, 'volumes').flatMap((volume) => [
    ...named('/ConfigMap', nodeAt(volume, 'configMap'), 'name'),
    ...named('/Secret', nodeAt(volume, 'secret'), 'secretName'),
    ...itemsAt(volume, 'projected', 'sources').flatMap((source) => [
      ...named('/ConfigMap', nodeAt(source, 'configMap'), 'name'),
      ...named('/Secret', nodeAt(source, 'secret'), 'name'),
    ]),
  ]);
}

function inContainers(pod: Mapping): readonly Named[] {
  return containersOf(pod).flatMap((container) => [
    ...itemsAt(container, 'env').flatMap((entry) => [
      ...named('/ConfigMap', nodeAt(entry, 'valueFrom', 'configMapKeyRef'), 'name'),
      ...named('/Secret', nodeAt(entry, 'valueFrom', 'secretKeyRef'), 'name'),
    ]),
    ...itemsAt(container, 'envFrom').flatMap((entry) => [
      ...named('/ConfigMap', nodeAt(entry, 'configMapRef'), 'name'),
      ...named('/Secret', nodeAt(entry, 'secretRef'), 'name'),
    ]),
  ]);
}

function inPod(pod: Mapping): readonly Named[] {
  return named('/ServiceAccount', pod, 'serviceAccountName');
}

/** A name that is not known here refers to nothing that could be missed. */
function named(kind: ReferredKind, reference: Node | undefined, key: string): readonly Named[] {
  const node = nodeAt(reference, key);
  const name = textAt(node);
  if (node === undefined || name === '' || node instanceof HiddenScalar || textAt(reference, 'optional') === 'true')
    return [];
  return [{ kind, name, node }];
}
