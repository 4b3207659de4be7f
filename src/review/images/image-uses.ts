import { isHelmRelease } from '../../flux/helm/helm-release.ts';
import { releaseCluster } from '../../flux/helm/release-target.ts';
import type { Release } from '../../flux/helm/releases.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { searchRootsFor } from '../../flux/roots/search-roots.ts';
import { fieldImages } from '../../kubernetes/facts/field-images.ts';
import { imageText, readImageReference } from '../../kubernetes/facts/image-reference.ts';
import type { NamedImage } from '../../kubernetes/facts/named-image.ts';
import { objectImages } from '../../kubernetes/facts/object-images.ts';
import { onceEach, oncePerText } from '../../memo/by-value.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import type { ImageUser } from '../contract/images.ts';

/** An image, and what names it. */
export interface ImageUse {
  readonly object: InventoryObject;
  readonly image: NamedImage;
  readonly from: ImageUser['from'];
  /** Whether what names it is installed into another cluster than the one that holds it. */
  readonly isElsewhere: boolean;
}

/**
 * @param objects of one cluster
 * @param releases those of them whose charts are not rendered: of these, what their values name
 * @returns every image that one of the objects names
 */
export function imageUses(objects: readonly InventoryObject[], releases: readonly Release[]): readonly ImageUse[] {
  const valuesOf = new Map(releases.map(({ resource, values }) => [resource, values.values]));
  return objects.flatMap((object) => {
    const { resource } = object;
    const values = valuesOf.get(resource);
    const isUncertain = object.root.release?.uncertain.has(resource) === true;
    const ofPods = isUncertain ? 'uncertain' : 'pod';
    const own = objectImages(resource).map((image) => use(object, image, image.isOfPod ? ofPods : 'field'));
    if (values === undefined) return own;
    const isElsewhere = releaseCluster(resource) !== '';
    return [...own, ...imagesInValues(values).map((image) => use(object, image, 'values', isElsewhere))];
  });
}

/** Finds the objects that may name an image: what the values of a release name is not known by its HelmRelease alone. */
export const mayNameImagesIn = searchRootsFor(
  (resource) => isHelmRelease(resource) || objectImages(resource).length > 0,
);

function use(object: InventoryObject, image: NamedImage, from: ImageUse['from'], isElsewhere = false): ImageUse {
  return { object, image, from, isElsewhere };
}

const imagesInValues = onceEach((values: Mapping) => fieldImages(values, ['spec', 'values']));

/** Many objects run few images. */
const referenceIn = oncePerText(10_000, readImageReference);

/** @returns one text for uses of one image, however they are written; one for each use of which it is not known what it is */
export function imageKey({ object, image, isElsewhere }: ImageUse): string {
  const { text, lacks, path } = image;
  const whole = lacks === undefined && !isElsewhere ? referenceIn(text) : undefined;
  if (whole !== undefined) return imageText(whole);
  const { kind, namespace, name } = object.resource;
  return JSON.stringify([kind, namespace, name, path, text]);
}
