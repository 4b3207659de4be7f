import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { lostObjects } from '../../view/lost-objects.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const orphaned: Rule = {
  id: 'orphaned',
  severity: 'warning',
  title: 'Removed objects keep running',
  why: 'A FluxKustomization that does not prune, or that is suspended when it is deleted, leaves what it applied in the cluster, where nothing manages it.',
  fix: 'Delete the objects by hand after the merge, or merge `prune: true` before this change.',
  check(view) {
    if (view.after === undefined) return [];
    return lostObjects(view).flatMap(({ object, lost }): readonly Found[] => {
      if (lost.effect !== 'orphaned') return [];
      const together = (names: string) => `${object.root.name} does not prune, so it leaves ${names} running`;
      return [{ object, message: together(objectTitle(lost)), together, ...lost.chain.at(-1) }];
    });
  },
};
