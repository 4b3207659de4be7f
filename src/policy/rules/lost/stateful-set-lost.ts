import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { mayStay } from '../../../review/unknown/may-stay.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { lostObjects } from '../../view/lost-objects.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const statefulSetLost: Rule = {
  id: 'stateful-set-lost',
  severity: 'error',
  title: 'A StatefulSet is deleted',
  why: 'The volume claims of a deleted StatefulSet stay behind, unless its retention policy deletes them too: claims that stay are easily forgotten, and claims that are deleted lose their data.',
  fix: 'To keep it, first merge the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` on it.',
  check: (view) =>
    lostObjects(view).flatMap(({ object, lost }): readonly Found[] => {
      const { gvk, node } = object.resource;
      if (lost.effect !== 'pruned' || gvk.group !== 'apps' || gvk.kind !== 'StatefulSet') return [];
      const policy = textAt(node, 'spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted');
      const title = `Flux ${mayStay(lost) ? 'may delete' : 'deletes'} ${objectTitle(lost)}`;
      const severity = lost.uncertain === undefined ? {} : { severity: 'warning' as const };
      const place = lost.chain.at(-1);
      if (policy === 'Delete' && lost.dataAtRisk === undefined) {
        const message = `${title} and its volume claims, whose volumes are retained with the data on them`;
        return [{ object, severity: 'warning', message, ...place }];
      }
      if (policy === 'Delete')
        return [{ object, ...severity, message: `${title}, and the data of its volume claims`, ...place }];
      return [{ object, severity: 'warning', message: `${title}; its volume claims stay behind`, ...place }];
    }),
};
