import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import { imagesOf, workloadsOf } from '../../facts/workloads.ts';
import type { Rule } from '../../view/rule.ts';

export const latestTag: Rule = {
  id: 'latest-tag',
  severity: 'warning',
  title: 'An image without a version',
  why: 'Without a tag or with latest, what runs is whatever the registry has when a pod starts: two pods may differ, and no merge says when that changes.',
  fix: 'Name a version, or a digest.',
  look: (side) =>
    workloadsOf(side.known).flatMap(({ object, pod }) =>
      imagesOf(pod)
        .filter(({ image }) => image.digest === '' && (image.tag === '' || image.tag === 'latest'))
        .map(({ text, node }) => {
          const together = (names: string) => `${names} runs ${quoted(text)}, which is no fixed version`;
          return { object, message: together(objectTitle(object.resource)), together, ...side.placeOf(object, node) };
        }),
    ),
};
