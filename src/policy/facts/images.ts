import { type ImageName, splitImage } from '../../kustomize/features/images/image-name.ts';
import { HiddenScalar } from '../../yaml/node/hidden-scalar.ts';
import type { Mapping, Node } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { containersOf } from './workloads.ts';

/** The image of one container. */
export interface ContainerImage {
  readonly container: string;
  readonly image: ImageName;
  readonly text: string;
  readonly node: Node;
}

/** @returns the images of a pod, as far as they are known: a variable that nothing has replaced is no image. */
export function imagesOf(pod: Mapping): readonly ContainerImage[] {
  return containersOf(pod).flatMap((container) => {
    const node = nodeAt(container, 'image');
    const text = textAt(node);
    if (node === undefined || node instanceof HiddenScalar || text === '' || /[${}\s]/.test(text)) return [];
    return [{ container: textAt(container, 'name'), image: splitImage(text), text, node }];
  });
}
