import type { ImageDiff } from '../../review/contract/image-diff.ts';
import type { Image, ImageChanges } from '../../review/contract/images.ts';
import type { Review } from '../../review/contract/review.ts';
import { likelyOf } from '../../review/images/image-entry.ts';
import { clustersInOrder } from '../model/clusters/in-order.ts';

export const NO_CHANGES: ImageChanges = { gained: [], lost: [], changed: [], unknown: [] };

/**
 * @param names of the clusters to tell of; all where there are none
 * @returns what a review says of images, and of what it does not know of them
 */
export function imageDiff(review: Review, names: readonly string[]): ImageDiff {
  const { base, head, merge, images = NO_CHANGES } = review;
  const isAsked = (name: string) => names.length === 0 || names.includes(name);
  const clusters = clustersInOrder(review).filter(([name]) => isAsked(name));
  return {
    schema: 1,
    base,
    head,
    merge: merge.status,
    clusters: clusters.map(([name, { releases, external, unresolved }]) => {
      return {
        name,
        releases: (releases?.compared ?? 0) + (releases?.partly ?? 0),
        external: external.length,
        unresolved,
      };
    }),
    gained: imagesWithin(images.gained, isAsked),
    lost: imagesWithin(images.lost, isAsked),
    changed: imagesWithin(images.changed, isAsked),
    unknown: within(images.unknown, isAsked),
  };
}

/** An image may be certain in one cluster, and likely in the others. */
function imagesWithin<Used extends Pick<Image, 'clusters' | 'users' | 'likely'>>(
  all: readonly Used[],
  isAsked: (name: string) => boolean,
): (Omit<Used, 'likely'> & Pick<Image, 'clusters' | 'users' | 'likely'>)[] {
  return within(all, isAsked).map(({ likely: _, ...image }) => {
    const users = within(image.users, isAsked);
    return { ...image, users, ...likelyOf(users) };
  });
}

function within<Held extends { readonly clusters: readonly string[] }>(
  all: readonly Held[],
  isAsked: (name: string) => boolean,
): (Held & { clusters: string[] })[] {
  return all.flatMap((each) => {
    const clusters = each.clusters.filter(isAsked);
    return clusters.length === 0 ? [] : [{ ...each, clusters }];
  });
}
