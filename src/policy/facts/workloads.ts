import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { type ImageName, splitImage } from '../../kubernetes/facts/image-name.ts';
import { containersOf, POD_KINDS, podSpecOf } from '../../kubernetes/facts/pod-spec.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import type { Mapping, Node } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { ObjectIndex } from '../view/object-index.ts';

/** An object that runs pods, and the specification of those. */
interface Workload {
  readonly object: InventoryObject;
  readonly pod: Mapping;
}

/** @returns every object that runs pods. */
export const workloadsOf = onceEach((index: ObjectIndex): readonly Workload[] =>
  POD_KINDS.flatMap((kind) => ofKind(index, kind)),
);

function ofKind(index: ObjectIndex, kind: string): readonly Workload[] {
  return index.ofKind(kind).flatMap((object) => {
    const pod = podOf(object.resource);
    return pod === undefined ? [] : [{ object, pod }];
  });
}

const podOf = onceEach((resource: Resource) => podSpecOf(resource));

/** The image of one container. */
export interface ContainerImage {
  readonly container: string;
  readonly image: ImageName;
  readonly text: string;
  readonly node: Node;
}

/** @returns the images of a pod, as far as they are known: a variable that nothing has replaced is not an image. */
export const imagesOf = onceEach((pod: Mapping): readonly ContainerImage[] =>
  containersOf(pod).flatMap((container) => {
    const node = nodeAt(container, 'image');
    const text = textAt(node);
    if (node === undefined || isHidden(node) || text === '' || /[${}\s]/.test(text)) return [];
    return [{ container: textAt(container, 'name'), image: splitImage(text), text, node }];
  }),
);
