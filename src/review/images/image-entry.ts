import { type ImageReference, imageRepository, imageText } from '../../kubernetes/facts/image-reference.ts';
import type { Image, ImageUser, UnknownImage } from '../contract/images.ts';
import type { ByFact } from './by-fact.ts';
import type { ImageUse } from './image-uses.ts';
import type { ShownImage } from './shown-image.ts';

/** @returns who names an image, and in which field */
export function userOf({ object, from }: ImageUse, { field }: ShownImage): Omit<ImageUser, 'clusters'> {
  const { kind, namespace, name } = object.resource;
  return { kind, ...(namespace === '' ? {} : { namespace }), name, field, from };
}

/** @returns images as the contract has them */
export function imageEntries(images: ByFact<ImageReference>): Image[] {
  return images.all.map(({ fact, clusters, users }) => ({
    image: imageText(fact),
    repository: imageRepository(fact),
    ...(fact.tag === '' ? {} : { tag: fact.tag }),
    ...(fact.digest === '' ? {} : { digest: fact.digest }),
    ...likelyOf(users),
    clusters,
    users: [...users],
  }));
}

/** @returns what is not known as the contract has it */
export function unknownEntries<Unknown extends Omit<UnknownImage, 'clusters'>>(unknown: ByFact<Unknown>) {
  return unknown.all.map(({ fact, clusters }) => ({ ...fact, clusters }));
}

/** What only reads as an image is said to be likely, unless a pod has it too. */
export function likelyOf(users: readonly ImageUser[]): { readonly likely?: true } {
  return users.some(({ from }) => from === 'pod') ? {} : { likely: true };
}
