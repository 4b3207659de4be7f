import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { quoted } from '../../../text/quoted.ts';
import { imagesOf, workloadsOf } from '../../facts/workloads.ts';
import type { Rule } from '../../view/rule.ts';

export const latestTag: Rule = {
  id: 'latest-tag',
  severity: 'warning',
  title: 'An image without a fixed version',
  why: 'Without a tag, or with latest, a pod runs whatever the registry has when it starts: two pods may differ, and no merge shows when that changes.',
  fix: 'Use a version tag or a digest.',
  look: (side) =>
    workloadsOf(side.known).flatMap(({ object, pod }) =>
      imagesOf(pod)
        .filter(({ image }) => image.digest === '' && (image.tag === '' || image.tag === 'latest'))
        .map(({ text, node }) => {
          const together = (names: string, areMany = false) =>
            `${names} ${areMany ? 'run' : 'runs'} ${quoted(text)}, which is not a fixed version`;
          return { object, message: together(objectTitle(object.resource)), together, ...side.placeOf(object, node) };
        }),
    ),
};
