import { deletesClaims } from '../../../kubernetes/facts/data-at-risk.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { mayStay } from '../../../review/unknown/may-stay.ts';
import { deletedWith, deleterOf, keptFrom, lostObjects } from '../../view/lost-objects.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const statefulSetLost: Rule = {
  id: 'stateful-set-lost',
  severity: 'error',
  title: 'A StatefulSet is deleted',
  why: 'The volume claims of a deleted StatefulSet stay behind, unless its retention policy deletes them too: claims that stay are easily forgotten, and claims that are deleted lose their data.',
  fix: 'To keep it, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it.',
  isLoss: true,
  check: (view) =>
    lostObjects(view).flatMap(({ object, lost }): readonly Found[] => {
      const { gvk, node } = object.resource;
      if (lost.effect !== 'pruned' || gvk.group !== 'apps' || gvk.kind !== 'StatefulSet') return [];
      const around = deletedWith(view, object);
      const areDeleted = deletesClaims(node, around !== undefined);
      const isKept = areDeleted && lost.dataAtRisk === undefined;
      const isCertainLoss = areDeleted && !isKept && lost.uncertain === undefined;
      const together = (names: string, areMany: boolean, roots: string) =>
        `${deleterOf(object)} ${mayStay(lost) ? 'may delete' : 'deletes'} ${names}${ofRoots(areMany, roots)}${claimsOf(areDeleted, isKept, areMany ? 'their' : 'its')}`;
      return [
        {
          object,
          ...(isCertainLoss ? {} : { severity: 'warning' as const }),
          message: together(objectTitle(lost), false, ''),
          together,
          isOfPlace: true,
          ...keptFrom(object, around),
          ...lost.chain.at(-1),
        },
      ];
    }),
};

function claimsOf(areDeleted: boolean, isKept: boolean, whose: 'its' | 'their'): string {
  if (!areDeleted) return `; ${whose} volume claims stay behind`;
  if (isKept) return ` and ${whose} volume claims, whose volumes are retained with the data on them`;
  return `, and the data of ${whose} volume claims`;
}
