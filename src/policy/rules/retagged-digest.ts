import { imagesOf } from '../images.ts';
import type { Found, Rule } from '../rule.ts';
import { podSpecOf } from '../workloads.ts';

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
        const { kind, name } = after.resource;
        const together = (names: string) =>
          `${image.name} goes from ${former.tag || 'no tag'} to ${image.tag || 'no tag'} with the same digest: nothing changes for ${names}`;
        return [{ object: after, message: together(`${kind}/${name}`), together, ...latter?.placeOf(after, node) }];
      });
    }),
};
