import { onceEach } from '../../memo/by-value.ts';
import { type Mapping, Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { isBuiltInGroup, isFluxGroup } from './built-in.ts';
import { fieldImages } from './field-images.ts';
import type { NamedImage } from './named-image.ts';
import type { TypedObject } from './object-ref.ts';
import { podPathOf, podSpecOf } from './pod-spec.ts';

/**
 * Finds the images that an object names: those of its pods, their image volumes among them; in a custom resource, of
 * which it is not known here what its controller does, fields that read as images. What Flux's own kinds name, nothing
 * runs: an ImageRepository is only searched for tags. The values of a HelmRelease mean nothing without its chart.
 */
export const objectImages = onceEach((object: TypedObject): readonly NamedImage[] => {
  const { group } = object.gvk;
  const pod = podSpecOf(object);
  if (pod !== undefined) return podImages(pod, podPathOf(object) ?? []);
  if (podPathOf(object) !== undefined || isBuiltInGroup(group) || isFluxGroup(group)) return NONE;
  const fields = [...object.node.entries].filter(([key]) => key !== 'metadata' && key !== 'status');
  return fields.flatMap(([key, value]) => fieldImages(value, [key]));
});

const NONE: readonly NamedImage[] = [];

/** Where the items of a pod's lists name an image. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  initContainers: ['image'],
  containers: ['image'],
  ephemeralContainers: ['image'],
  volumes: ['image', 'reference'],
};

/** @see kubernetes core/v1 Container, ImageVolumeSource */
function podImages(pod: Mapping, at: readonly string[]): readonly NamedImage[] {
  return Object.entries(PLACES).flatMap(([list, keys]) =>
    itemsAt(pod, list).flatMap((item) => {
      const node = nodeAt(item, ...keys);
      if (!(node instanceof Scalar) || textAt(node) === '') return [];
      const path = [...at, list, { key: 'name', value: textAt(item, 'name') }, ...keys];
      return [{ path, nodes: [node], text: node.text, isOfPod: true }];
    }),
  );
}
