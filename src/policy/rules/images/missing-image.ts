import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { nodeAtSegments } from '../../../helm/trace/leaves.ts';
import { type ImageReference, imageRepository, imageText } from '../../../kubernetes/facts/image-reference.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { type ImageUse, imageKey, imageUses } from '../../../review/images/image-uses.ts';
import { shownImage } from '../../../review/images/shown-image.ts';
import { quoted } from '../../../text/quoted.ts';
import { askSource } from '../../../tree/files/ask-source.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import type { ClusterView, Found, Rule } from '../../view/rule.ts';

/** Of one cluster: more are not asked for, as each costs a registry a request. */
const MOST = 100;

export const missingImage: Rule = {
  id: 'missing-image',
  severity: 'error',
  title: 'A registry does not have an image',
  why: 'Pods wait for an image that cannot be pulled, and an upgrade that waits for them fails. Only images that are new in a cluster are checked, with `FETCH=on`, and only if the registry lists its tags.',
  fix: 'Push the image before the merge and look again with `/recheck`, or correct the reference.',
  check: (view) => {
    const { sources, after, secrets } = view;
    if (sources === undefined || after === undefined) return [];
    const all = mapAll(newUses(view), (use): readonly Found[] => {
      const { image } = shownImage(use, secrets);
      if (image === undefined || !isGone(image, view)) return [];
      const { object } = use;
      const together = (names: string) =>
        `${names} cannot pull ${quoted(imageText(image))}: ${image.registry} does not have it`;
      const place = after.placeOf(object, use.image.nodes[0]);
      return [{ object, message: together(objectTitle(object.resource)), together, ...place }];
    });
    return all.flat();
  },
};

/** @returns what pods are to pull that the cluster did not run before */
function newUses({ pairs }: ClusterView): readonly ImageUse[] {
  const changed = pairs.differing.flatMap(({ after }) => (after === undefined ? [] : [after]));
  const uses = imageUses(changed, []).filter(isPulled);
  if (uses.length === 0) return [];
  const had = new Set(imageUses(pairs.before, []).map(imageKey));
  const news = uses.filter((use) => !had.has(imageKey(use)));
  const images = new Set([...new Set(news.map(imageKey))].slice(0, MOST));
  return news.filter((use) => images.has(imageKey(use)));
}

function isPulled({ object, image, from }: ImageUse): boolean {
  return from === 'pod' && pullPolicyOf(object, image) !== 'Never';
}

function pullPolicyOf({ resource }: InventoryObject, { path }: ImageUse['image']): string {
  return textAt(nodeAtSegments(resource.node, path.slice(0, -1)), 'imagePullPolicy');
}

/** The digest alone decides where there is one. */
function isGone(image: ImageReference, { sources }: ClusterView): boolean {
  const url = `oci://${imageRepository(image)}`;
  const answer = askSource(sources, { kind: 'image', url, reference: image.digest || image.tag });
  return answer?.kind === 'unavailable' && answer.isGone === true;
}
