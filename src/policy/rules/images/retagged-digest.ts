import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { ImageName } from '../../../kustomize/features/images/image-name.ts';
import { quoted } from '../../../text/quoted.ts';
import { imagesOf } from '../../facts/images.ts';
import { podSpecOf } from '../../facts/workloads.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const retaggedDigest: Rule = {
  id: 'retagged-digest',
  severity: 'warning',
  title: 'Another tag on the same digest',
  why: 'Where an image has a digest, its tag says nothing: what runs stays the same, whatever version the new tag promises.',
  fix: 'Set the digest of the new version, or leave the tag.',
  check: ({ pairs, latter }) =>
    pairs.flatMap(({ before, after }): readonly Found[] => {
      const pods = [before && podSpecOf(before), after && podSpecOf(after)];
      const [was, is] = pods.map((pod) => (pod === undefined ? [] : imagesOf(pod)));
      if (after === undefined) return [];
      return (is ?? []).flatMap(({ container, image, node }) => {
        const former = was?.find((each) => each.container === container)?.image;
        if (former === undefined || image.digest === '' || image.digest !== former.digest) return [];
        if (image.name !== former.name || image.tag === former.tag) return [];
        const together = (names: string) =>
          `${names} runs the same image as before: the tag of ${quoted(image.name)} goes from ${tagOf(former)} to ${tagOf(image)}, its digest stays`;
        return [
          { object: after, message: together(objectTitle(after.resource)), together, ...latter?.placeOf(after, node) },
        ];
      });
    }),
};

function tagOf({ tag }: ImageName): string {
  return tag === '' ? 'none' : quoted(tag);
}
