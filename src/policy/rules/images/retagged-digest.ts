import type { ImageName } from '../../../kubernetes/facts/image-name.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { podSpecOf } from '../../../kubernetes/facts/pod-spec.ts';
import { quoted } from '../../../text/quoted.ts';
import { imagesOf } from '../../facts/workloads.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const retaggedDigest: Rule = {
  id: 'retagged-digest',
  severity: 'warning',
  title: 'A new tag on the same digest',
  why: 'If an image has a digest, its tag is ignored: the same image keeps running, whatever version the new tag promises.',
  fix: 'Set the digest of the new version, or keep the tag.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      const pods = [before, after].map((object) => object && podSpecOf(object.resource));
      const [imagesBefore, imagesAfter] = pods.map((pod) => (pod === undefined ? [] : imagesOf(pod)));
      if (after === undefined) return [];
      return (imagesAfter ?? []).flatMap(({ container, image, node }) => {
        const was = imagesBefore?.find((each) => each.container === container)?.image;
        if (was === undefined || image.digest === '' || image.digest !== was.digest) return [];
        if (image.name !== was.name || image.tag === was.tag) return [];
        const together = (names: string, areMany = false) =>
          `${names} ${areMany ? 'keep' : 'keeps'} running the same image: the tag of ${quoted(image.name)} changes from ${tagOf(was)} to ${tagOf(image)}, its digest does not`;
        return [
          {
            object: after,
            message: together(objectTitle(after.resource)),
            together,
            ...view.after?.placeOf(after, node),
          },
        ];
      });
    }),
};

function tagOf({ tag }: ImageName): string {
  return tag === '' ? 'none' : quoted(tag);
}
