import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { lostObjects } from '../../view/lost-objects.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const orphaned: Rule = {
  id: 'orphaned',
  severity: 'warning',
  title: 'What is removed here keeps running',
  why: 'A FluxKustomization that does not prune, or that is suspended while it goes, leaves what it applied in the cluster, where nothing names it any more.',
  fix: 'Delete the objects by hand after the merge, or set `prune: true` in a merge before this one.',
  check(view) {
    if (view.after === undefined) return [];
    return lostObjects(view).flatMap(({ object, lost }): readonly Found[] => {
      if (lost.effect !== 'orphaned') return [];
      const together = (names: string) => `${object.root.name} does not prune, and leaves ${names} running`;
      return [{ object, message: together(objectTitle(lost)), together, ...lost.chain.at(-1) }];
    });
  },
};
